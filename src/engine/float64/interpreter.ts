/**
 * Runs lanes with the arena interpreter, operation by operation: the reference that generated programs are tested against, and
 * what runs where they cannot. Lane after lane, k steps each; a lane's state is copied out of the arena after each step.
 */
import { boundData, descend, type LaneInputs, type LaneState, type StepProgram } from "../../lora/program";
import { copyOf, type Matrix } from "../../math/matrix";
import type { StepRun } from "../links";
import { Float64Ops } from "./ops";

export function startInterpretedRun(
  program: StepProgram,
  inputs: readonly LaneInputs[],
  states: readonly LaneState[],
): StepRun {
  const lanes = inputs.map((lane, i) => createLane(program, lane, states[i]!));
  return {
    async advance(k, links = []) {
      const columns = program.columns.map(() => new Float64Array(lanes.length * k));
      lanes.forEach((lane, i) => {
        const drawn = new Map(links[i]?.map((link) => [link.step, link.drawn]));
        for (let row = 0; row < k; row++) lane.step(columns, i * k + row, drawn.get(row) ?? null);
      });
      return { columns, states: lanes.map((lane) => lane.state()) };
    },
    async restart(from) {
      lanes.forEach((lane, i) => {
        lane.restart(from[i]!);
      });
    },
    dispose: () => {},
  };
}

interface RunningLane {
  /** Measures row t into `columns[c][at]`, then moves to t + 1, by a link where something was drawn for one. */
  step(columns: readonly Float64Array[], at: number, drawn: readonly Matrix[] | null): void;
  restart(state: LaneState): void;
  /** a copy of the present state */
  state(): LaneState;
}

function createLane(program: StepProgram, inputs: LaneInputs, start: LaneState): RunningLane {
  const o = new Float64Ops();
  const theta: readonly Matrix[] = start.theta.map(copyOf);
  const data = boundData(inputs);
  const bound = { W0: inputs.W0, data, L: inputs.L, eta: inputs.eta, theta, previousStep: start.previousStep };
  return {
    step(columns, at, drawn) {
      o.rewind();
      const link = drawn && { isLink: 1, drawn };
      const { row, theta: next, step } = descend(o, program, { ...bound, link });
      for (let c = 0; c < row.length; c++) columns[c]![at] = row[c]!;
      for (let i = 0; i < theta.length; i++) theta[i]!.data.set(next[i]!.data);
      bound.previousStep = step;
    },
    restart({ theta: from, previousStep }) {
      for (let i = 0; i < theta.length; i++) theta[i]!.data.set(from[i]!.data);
      bound.previousStep = previousStep;
    },
    state: () => ({ theta: theta.map(copyOf), previousStep: bound.previousStep }),
  };
}
