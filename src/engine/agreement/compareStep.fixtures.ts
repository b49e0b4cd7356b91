/**
 * Whether an engine's step from its own state is one that its arithmetic may take: every measured number and every entry of the
 * next state lies in the interval that the formula gives from that state (intervals.fixtures.ts). The step size is compared by
 * itself, and the next state is that of the step which the engine chose, so that neither hides behind the other.
 */
import type { LaneBatch } from "../../lora/lane";
import { boundData, descend, type LaneInputs, type LaneState, type StepProgram } from "../../lora/program";
import type { StepContext } from "../../lora/types";
import { type Matrix, resized } from "../../math/matrix";
import type { RunBlock } from "../engine";
import { type Arithmetic, float32, float64 } from "./arithmetic.fixtures";
import { held, type Intervals, intervalOps } from "./intervals.fixtures";

export interface Comparison {
  /** numbers compared; those known to 1e-3 and better; those of which rounding leaves nothing, overflow included */
  readonly numbers: number;
  readonly resolved: number;
  readonly unbounded: number;
  /** one sentence for each number outside its interval */
  readonly disagreements: readonly string[];
}

/** An interval this narrow tells an engine's faults from its rounding. */
const RESOLVED = 1e-3;

class Tally {
  numbers = 0;
  resolved = 0;
  unbounded = 0;
  readonly disagreements: string[] = [];

  take(what: string, value: number, low: number, high: number): void {
    this.numbers++;
    if (!(Number.isFinite(low) && Number.isFinite(high))) {
      this.unbounded++;
      return;
    }
    if (high - low <= RESOLVED * Math.max(Math.abs(low), Math.abs(high))) this.resolved++;
    // NaN lies in no interval.
    if (!(value >= low && value <= high)) this.disagreements.push(`${what} is ${value}, not in [${low}, ${high}]`);
  }
}

const precisions: Readonly<Record<"float32" | "float64", Arithmetic>> = { float32, float64 };

/** `block`: the one row that the engine measured at `states`, and the states after it. */
export function compareStep(
  { program, inputs }: LaneBatch,
  states: readonly LaneState[],
  block: RunBlock,
  precision: "float32" | "float64",
): Comparison {
  const tally = new Tally();
  states.forEach((state, lane) => {
    // A lane that has overflowed has ended.
    if (!state.theta.every(({ data }) => data.every(Number.isFinite))) return;
    compareLane(program, inputs[lane]!, state, block, lane, precisions[precision], tally);
  });
  return tally;
}

function compareLane(
  program: StepProgram,
  inputs: LaneInputs,
  state: LaneState,
  { columns, states }: RunBlock,
  lane: number,
  arithmetic: Arithmetic,
  tally: Tally,
): void {
  const value = (c: number) => columns[c]![lane]!;
  const stepColumn = program.columns.indexOf("step_size");
  const eta = value(stepColumn);
  const { row, theta, step } = stepOf(program, inputs, state, arithmetic, eta);
  program.columns.forEach((id, c) => {
    const { low, high } = c === stepColumn ? step : row[c]!;
    tally.take(`lane ${lane}: ${id}`, value(c), low[0]!, high[0]!);
  });
  const next = states[lane]!;
  if (next.previousStep !== eta && Number.isFinite(eta)) {
    tally.disagreements.push(`lane ${lane}: the step was ${next.previousStep} and the row says ${eta}`);
  }
  // Links whose draws look at G are made in float64 on the host, whatever engine runs: there is nothing to compare.
  if (inputs.chain?.fromGradient || !Number.isFinite(eta)) return;
  theta.forEach(({ low, high }, i) => {
    next.theta[i]!.data.forEach((x, e) => {
      tally.take(`lane ${lane}: entry ${e} of matrix ${i} after the step`, x, low[e]!, high[e]!);
    });
  });
}

/** The step as intervals, the link after it included: `step` is what the rule allows, the next state that of the step `eta`. */
function stepOf(program: StepProgram, inputs: LaneInputs, state: LaneState, arithmetic: Arithmetic, eta: number) {
  const o = intervalOps(arithmetic);
  const ofMatrix = ({ rows, columns, data }: Matrix) => held(arithmetic, rows, columns, data);
  const ofNumber = (x: number) => held(arithmetic, 1, 1, [x]);
  const data = Object.fromEntries(
    Object.entries(boundData(inputs)).map(([name, x]) => [name, typeof x === "number" ? ofNumber(x) : ofMatrix(x)]),
  );
  const drawn = drawnAfter(inputs, state);
  let step = ofNumber(eta);
  const rule: StepProgram["rule"] = {
    ...program.rule,
    stepSize: (of, context) => {
      // The interpreter that is handed over is the one below.
      step = program.rule.stepSize(o, context as unknown as StepContext<Intervals>);
      return of.constant(eta);
    },
  };
  const result = descend<Intervals, Intervals>(
    o,
    { ...program, rule },
    {
      W0: ofMatrix(inputs.W0),
      data,
      L: ofNumber(inputs.L),
      eta: ofNumber(inputs.eta),
      theta: state.theta.map(ofMatrix),
      previousStep: ofNumber(state.previousStep),
      link: drawn && { isLink: ofNumber(1), drawn: drawn.map(ofMatrix) },
    },
  );
  return { ...result, step };
}

/** What the link after this step draws, at the shapes of the state; null where there is none, or it looks at G. */
function drawnAfter({ chain }: LaneInputs, state: LaneState): readonly Matrix[] | null {
  if (!chain || !state.chain || chain.fromGradient) return null;
  const t = state.chain.t + 1;
  if (t % chain.period !== 0) return null;
  const drawn = chain.from(state.chain).draw(t, () => {
    throw new Error("what is drawn ahead cannot look at the gradient");
  });
  return drawn.map((X, i) => {
    const { rows, columns } = state.theta[chain.drawn[i]!]!;
    return resized(X, rows, columns);
  });
}
