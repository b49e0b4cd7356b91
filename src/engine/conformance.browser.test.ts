import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import type { LaneBatch } from "../lora/lane";
import { boundData, type LaneState } from "../lora/program";
import type { Assets } from "../lora/types";
import { frobenius } from "../math/matrix";
import { baseLane, batchOf, type Case, deviceCases, relativeDistance } from "./conformance.fixtures";
import { devices, fetchAssets } from "./devices.fixtures";
import type { Engine, RunBlock } from "./engine";
import { createFloat64Engine } from "./float64/engine";
import { Float64Ops } from "./float64/ops";

/** design.md §5: J to 1e-5 of itself or of 1e-5 J₀, ‖V‖² to 1e-5, ‖∇J‖ only above 1e-5. */
const LOSS = 1e-5;
const NORM = 1e-5;
const GRADIENT_FLOOR = 1e-5;
/** 1e-5 of ‖∇J‖² and ‖G‖, as of what they are made of */
const GRADIENT = 1e-5;
/** float32's unit roundoff, for the three roundings that make a residual of W0, BA and a target: near a minimum they are most of G */
const RESIDUAL = 3 * 2 ** -24;

/** Runs that no rounding error is amplified in, long enough to show drift. */
const wellConditioned: readonly Case[] = [
  {
    name: "quadratic × lora × paper, ranks 1 to 6",
    lanes: [1, 4, 6].map((r) => ({ ...baseLane, init: "gauss", scale: 0.5, r, seed: 3 + r })),
  },
  {
    name: "logistic × lora × star",
    lanes: [{ ...baseLane, loss: "logistic", step: "star", init: "gauss", scale: 0.5 }],
  },
  {
    name: "regression × full × constant 1/L",
    lanes: [{ ...baseLane, loss: "regression", method: "full", step: "constant", eta: { value: 1, perL: true } }],
  },
];

const named = (list: readonly Case[]) => list.map((each) => [each.name, each] as const);

/** A problem without matrices, sizes that the library's own kernels take, and more halvings than are queued at first, beside a lane that needs few. */
const special: readonly Case[] = [
  {
    name: "quadratic × lora × paper at 1×1, all of it scalars",
    lanes: [{ ...baseLane, m: 1, n: 1, r: 1, init: "gauss" }],
  },
  {
    name: "quadratic × lora × armijo, L = 1000 and L = 2",
    lanes: [1000.3, 2.3].map((L) => ({ ...baseLane, L, step: "armijo", init: "gauss" })),
  },
  {
    name: "quadratic × lora × paper at 160×160, r = 48",
    lanes: [{ ...baseLane, m: 160, n: 160, r: 48, init: "gauss" }],
  },
  {
    name: "regression × lora × armijo at 160×160, N = 64",
    lanes: [{ ...baseLane, m: 160, n: 160, loss: "regression", N: 64, L: 1.3, step: "armijo", init: "gauss" }],
  },
];

const rounded = (state: LaneState): LaneState => ({
  ...state,
  theta: state.theta.map((X) => ({ ...X, data: X.data.map(Math.fround) })),
  previousStep: Math.fround(state.previousStep),
});

async function float64Step(batch: LaneBatch, states: readonly LaneState[], k = 1): Promise<RunBlock> {
  const run = await createFloat64Engine().start(batch.program, batch.inputs, states);
  return run.advance(k);
}

describe.each(devices.map((device) => [device.name, device] as const))("%s", (_, { open }) => {
  let engine: Engine;
  let assets: Assets;
  const consoles = ["log", "info", "warn", "error", "debug", "assert"] as const;
  const spies = consoles.map((method) => vi.spyOn(console, method));

  beforeAll(async () => {
    assets = await fetchAssets();
    engine = await open();
  });
  afterAll(() => engine.dispose());

  it.each(named([...deviceCases(), ...special]))(
    "takes the steps of %s that float64 takes from the same states, whatever the blocks",
    async (_, { lanes }) => {
      const batch = batchOf(lanes, assets);
      const begin = batch.states.map(rounded);
      const start = await float64Step(batch, begin);
      const run = await engine.start(batch.program, batch.inputs, begin);
      const first = await run.advance(1);
      const between = await run.advance(3);
      const last = await run.advance(1);
      run.dispose();
      expectSameStep(batch, begin, first, start, start);
      expectSameStep(batch, between.states, last, await float64Step(batch, between.states), start);

      const again = await engine.start(batch.program, batch.inputs, begin);
      const whole = await again.advance(5);
      again.dispose();
      expect(whole.states).toEqual(last.states);
      expect(whole.columns).toEqual(joined([first, between, last], lanes.length));
    },
  );

  it.each(named(wellConditioned))("stays with float64 over 1000 steps of %s", async (_, { lanes }) => {
    const T = 1000;
    const batch = batchOf(lanes, assets);
    const run = await engine.start(batch.program, batch.inputs, batch.states.map(rounded));
    const expected = await float64Step(batch, batch.states, T);
    for (let t = 0; t < T; t += 250) {
      const block = await run.advance(250);
      for (let i = 0; i < lanes.length * 250; i++) {
        const lane = Math.floor(i / 250);
        const at = lane * T + t + (i % 250);
        const [loss, , , vNormSq] = expected.columns.map((column) => column[at]!);
        const first = expected.columns[0]![lane * T]!;
        expect(Math.abs(block.columns[0]![i]! - loss!)).toBeLessThanOrEqual(LOSS * Math.max(loss!, LOSS * first));
        expect(Math.abs(block.columns[3]![i]! - vNormSq!)).toBeLessThanOrEqual(NORM * vNormSq!);
      }
    }
    run.dispose();
  });

  it("writes nothing to the console", () => {
    expect(spies.flatMap((spy) => spy.mock.calls)).toEqual([]);
  });
});

/** The columns of consecutive blocks as those of one. */
function joined(blocks: readonly RunBlock[], lanes: number): readonly Float32Array[] {
  return blocks[0]!.columns.map((_, c) =>
    Float32Array.from(
      Array.from({ length: lanes }, (__, lane) =>
        blocks.flatMap(({ columns }) => {
          const rows = columns[c]!.length / lanes;
          return [...columns[c]!.subarray(lane * rows, (lane + 1) * rows)];
        }),
      ).flat(),
    ),
  );
}

/** What rounding W may move ‖G‖ by, from a state: ∇ℓ is Lipschitz with constant L. */
function gradientRounding({ program, inputs }: LaneBatch, { theta }: LaneState, lane: number): number {
  const data = boundData(inputs[lane]!);
  const W = program.method.weights(new Float64Ops(), inputs[lane]!.W0, theta, data);
  return RESIDUAL * inputs[lane]!.L * frobenius(W);
}

function expectSameStep(
  batch: LaneBatch,
  from: readonly LaneState[],
  got: RunBlock,
  expected: RunBlock,
  start: RunBlock,
): void {
  const ids = batch.program.columns;
  batch.states.forEach((_, lane) => {
    const value = (block: RunBlock, id: (typeof ids)[number]) => block.columns[ids.indexOf(id)]![lane]!;
    const context = ids.map((id) => `${id} ${value(got, id)} ≠ ${value(expected, id)}`).join(", ");
    const near = (id: (typeof ids)[number], tolerance: number) =>
      expect(Math.abs(value(got, id) - value(expected, id)), context).toBeLessThanOrEqual(tolerance);
    const passesThroughZero = batch.program.loss.id === "general-quadratic";
    // Its two terms, which cancel there, are of the size that ‖G‖‖W‖ has at the start.
    const offset = passesThroughZero ? value(start, "loss_grad_norm") : 0;
    near("loss", LOSS * Math.max(Math.abs(value(expected, "loss")) + offset, LOSS * value(start, "loss")));
    near("v_norm_sq", NORM * value(expected, "v_norm_sq"));
    near("step_size", NORM * value(expected, "step_size"));
    if (value(expected, "grad_norm_sq") > GRADIENT_FLOOR ** 2) {
      const rounding = gradientRounding(batch, from[lane]!, lane);
      // ‖∇J‖ ≤ ‖V‖‖G‖
      const factor = Math.max(1, Math.sqrt(value(expected, "v_norm_sq")));
      const s = Math.sqrt(value(expected, "grad_norm_sq"));
      near("grad_norm_sq", GRADIENT * s ** 2 + 2 * s * factor * rounding);
      near("loss_grad_norm", GRADIENT * value(expected, "loss_grad_norm") + rounding);
    }
    for (const id of ids) if (id.startsWith("accuracy")) near(id, 0.002);
    got.states[lane]!.theta.forEach((X, i) => {
      expect(relativeDistance(X.data, expected.states[lane]!.theta[i]!.data), context).toBeLessThanOrEqual(NORM);
    });
  });
}
