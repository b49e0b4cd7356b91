/**
 * Random formulas, generated and run, against the graph evaluated entry by entry: what schedules, places in memory and
 * loops might get wrong and no formula of ours happens to show.
 */
import fc from "fast-check";
import { expect, test } from "vitest";
import { prepareLane } from "../../../lora/lane.fixtures";
import { laneConfig } from "../../../lora/laneConfig.fixtures";
import type { MapName, Ops } from "../../../lora/ops";
import type { LaneInputs, LaneState, StepProgram } from "../../../lora/program";
import { createDraws } from "../../../math/random";
import { relativeDistance } from "../../conformance.fixtures";
import { evaluateStep } from "../../trace/evaluate";
import { recordStep } from "../../trace/record";
import { Float64Ops } from "../ops";
import { MemoryPool } from "./memoryPool";
import { compileProgram, startGeneratedRun } from "./run";

const SEED = 20261122;
const STEPS = 3;
const ROUNDING = 1e-11;
const maps: readonly MapName[] = ["tanh", "softplus", "sigmoid", "square", "abs", "sin", "logCosh"];
const { program } = prepareLane(laneConfig({ method: "full", step: "constant" }), {}, new Float64Ops());

/** Follows `choices`: each makes one more matrix or scalar from those there are. Everything stays within [−2, 2] or so. */
function formula<M, S>(o: Ops<M, S>, start: readonly M[], choices: readonly number[]): { matrices: M[]; scalars: S[] } {
  const matrices = [...start];
  const scalars = [o.constant(0.5)];
  const bounded = (X: M) => o.map("tanh", X);
  const boundedScalar = (s: S) => o.over(s, o.plus(1, o.max(s, o.minus(0, s))));
  for (const choice of choices) {
    const digit = (place: number, base: number) => Math.floor(choice / 16 ** place) % base;
    const X = matrices[digit(1, matrices.length)]!;
    const s = scalars[digit(2, scalars.length)]!;
    const { rows, columns } = o.shape(X);
    const alike = matrices.filter((Y) => o.shape(Y).rows === rows && [1, columns].includes(o.shape(Y).columns));
    const Y = alike[digit(3, alike.length)]!;
    const left = matrices.filter((Z) => o.shape(Z).columns === rows);
    const below = matrices.filter((Z) => o.shape(Z).columns === columns);
    const beside = matrices.filter((Z) => o.shape(Z).rows === rows);
    const pick = (list: readonly M[]) => list[digit(3, list.length)]!;
    const steps: readonly (() => unknown)[] = [
      () => matrices.push(o.subtract(X, Y)),
      () => matrices.push(o.multiply(X, Y)),
      () => matrices.push(o.divide(X, o.shift(o.map("square", Y), 1))),
      () => matrices.push(o.scale(X, s)),
      () => matrices.push(bounded(o.addScaled(X, s, X))),
      () => matrices.push(o.map(maps[digit(2, maps.length)]!, X)),
      () => matrices.push(o.rowMax(X)),
      () => matrices.push(bounded(o.rowSum(X))),
      () => matrices.push(o.reshape(X, columns, rows)),
      () => (left.length > 0 ? matrices.push(bounded(o.matmul(pick(left), X))) : 0),
      () => matrices.push(bounded(o.matmulNT(pick(below), X))),
      () => matrices.push(bounded(o.matmulTN(pick(beside), X))),
      () => scalars.push(boundedScalar(o.sum(X))),
      () => scalars.push(boundedScalar(o.dot(X, X))),
      () => scalars.push(o.select(o.atMost(s, 0.1), s, o.minus(0.3, s))),
      () => {
        const body = (trial: S) => ({
          done: o.atMost(o.sum(bounded(o.scale(X, trial))), o.times(trial, 0.7)),
          next: o.times(trial, 0.5),
        });
        scalars.push(o.repeatUntil(4, o.plus(s, 1), body));
      },
    ];
    steps[digit(0, steps.length)]!();
  }
  return { matrices, scalars };
}

/** Full-rank descent on a "loss" whose value and gradient are whatever the choices make of W and two matrices. */
function programOf(choices: readonly number[], m: number, n: number): StepProgram {
  const at: StepProgram["loss"]["at"] = (o, data, W) => {
    const { X, Y } = data as typeof data & { X: typeof W; Y: typeof W };
    const { matrices, scalars } = formula(o, [W, X, Y], choices);
    const like = matrices.findLast((Z) => o.shape(Z).rows === m && o.shape(Z).columns === n)!;
    return {
      value: () => scalars.reduce((a, b) => o.plus(a, b), o.sum(matrices.at(-1)!)),
      gradient: () => like,
    };
  };
  return { ...program, loss: { ...program.loss, at }, m, n };
}

test("random formulas give what their graphs mean", async () => {
  const sizes = fc.tuple(...[1, 2, 3].map(() => fc.constantFrom(1, 2, 3, 5, 6)));
  const choices = fc.array(fc.nat(2 ** 16 - 1), { minLength: 3, maxLength: 25 });
  await fc.assert(
    fc.asyncProperty(sizes, choices, async ([m, n, p], list) => {
      const draws = createDraws(5);
      const inputs: LaneInputs = {
        W0: draws.normals(m!, n!),
        matrices: { X: draws.normals(p!, n!), Y: draws.normals(m!, p!) },
        scalars: {},
        L: 1,
        eta: 0.1,
      };
      let state: LaneState = { theta: [draws.normals(m!, n!)], previousStep: 0.5 };
      const step = programOf(list, m!, n!);
      const run = await startGeneratedRun(
        await compileProgram(step, inputs, state),
        new MemoryPool(),
        [inputs],
        [state],
      );
      const { columns, states } = await run.advance(STEPS);
      const graph = recordStep(step, inputs, state);
      for (let t = 0; t < STEPS; t++) {
        const { row, theta, step: previousStep } = evaluateStep(graph, inputs, state);
        const actual = columns.map((column) => column[t]!);
        expect(relativeDistance(actual, row)).toBeLessThan(ROUNDING);
        state = { theta, previousStep };
      }
      expect(relativeDistance(states[0]!.theta[0]!.data, state.theta[0]!.data)).toBeLessThan(ROUNDING);
    }),
    { seed: SEED, numRuns: 300 },
  );
}, 60_000);
