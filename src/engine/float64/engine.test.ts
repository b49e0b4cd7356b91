import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { initializationOf } from "../../lora/families";
import { initializations } from "../../lora/initializations";
import { batchLanes, type LaneBatch } from "../../lora/lane";
import { prepareLane } from "../../lora/lane.fixtures";
import { laneConfig } from "../../lora/laneConfig.fixtures";
import { losses } from "../../lora/losses";
import { stepRules } from "../../lora/stepSizes";
import { matrix } from "../../math/matrix";
import { createDraws } from "../../math/random";
import { batchOf, cases, relativeDistance } from "../conformance.fixtures";
import type { RunBlock } from "../engine";
import { createFloat64Engine, execution } from "./engine";
import { Float64Ops } from "./ops";

/** Sums are taken in another order: round-off of one step, and of fifty where the rule guarantees descent. */
const ONE_STEP = 1e-13;
const FIFTY_STEPS = 1e-12;
/** Rules under which round-off does not grow: a constant step may diverge, Armijo's decides by the last bit once converged. */
const adaptive: readonly string[] = ["paper", "paper-v3", "star"];

const bytes = readFileSync("public/digits.bin");
const assets = { digits: bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength) };

const batch = (...changes: Parameters<typeof laneConfig>[0][]): LaneBatch => {
  const [first, ...others] = batchLanes(
    changes.map((change) => prepareLane(laneConfig(change), assets, new Float64Ops())),
  );
  if (!first || others.length > 0) throw new Error("these lanes do not run as one batch");
  return first;
};

async function generated({ program, inputs, states }: LaneBatch, ...blocks: number[]): Promise<RunBlock[]> {
  const engine = createFloat64Engine();
  const run = await engine.start(program, inputs, states);
  expect(engine.info.execution).toBe(execution.generated);
  const results: RunBlock[] = [];
  for (const k of blocks) results.push(await run.advance(k));
  run.dispose();
  return results;
}

async function interpreted({ program, inputs, states }: LaneBatch, k: number): Promise<RunBlock> {
  const run = await createFloat64Engine(false).start(program, inputs, states);
  return run.advance(k);
}

/** The largest relative difference of a column or trained matrix. */
function distance(actual: RunBlock, expected: RunBlock): number {
  const columns = actual.columns.map((column, c) => relativeDistance(column, expected.columns[c]!));
  const states = actual.states.flatMap((state, lane) =>
    state.theta.map((X, i) => relativeDistance(X.data, expected.states[lane]!.theta[i]!.data)),
  );
  return Math.max(...columns, ...states);
}

/** Every loss × rule at shapes that meet whole blocks, part blocks and single rows, initializations rotating. */
function shapedLanes(): [name: string, change: Parameters<typeof laneConfig>[0]][] {
  const shapes = [
    [1, 1, 1],
    [1, 1, 3],
    [1, 7, 2],
    [7, 1, 2],
    [2, 2, 1],
    [5, 3, 4],
    [13, 11, 7],
    [17, 16, 5],
    [31, 37, 9],
    [24, 64, 8],
  ] as const;
  let turn = 0;
  return losses
    .filter(({ id }) => id !== "digits")
    .flatMap((loss) =>
      shapes
        .filter(([m, n]) => loss.id !== "general-quadratic" || m * n <= 1024)
        .map(([m, n, full]) => {
          const rule = stepRules[turn % stepRules.length]!.id;
          const wanted =
            initializations[(turn + Math.floor(turn / initializations.length)) % initializations.length]!.id;
          const largest = initializationOf(wanted).maxRank?.(m, n) ?? full;
          const [init, r] = largest > 0 ? [wanted, Math.min(full, largest)] : ["gauss", full];
          turn++;
          const draws = createDraws(turn);
          const given = init === "user" ? { B: draws.normals(m, r), A: draws.normals(r, n) } : {};
          const change = { loss: loss.id, m, n, r, init, step: rule, W0scale: 0.2, scale: 0.4, N: 23, ...given };
          return [`${loss.id} ${m}×${n}, r = ${r}, ${init}, ${rule}`, change];
        }),
    );
}

/** Steps one by one, the interpreter going on from the program's own state; then, where it means something, fifty at once. */
async function expectAgreement(group: LaneBatch, single: number, atOnce: number): Promise<void> {
  const blocks = await generated(group, ...Array.from({ length: single }, () => 1));
  for (const [t, block] of blocks.entries()) {
    const states = blocks[t - 1]?.states ?? group.states;
    expect(distance(block, await interpreted({ ...group, states }, 1)), `t = ${t}`).toBeLessThan(ONE_STEP);
  }
  // GaLore's links decompose gradients whose singular values may nearly agree: rounding then chooses among their vectors.
  if (!adaptive.includes(group.program.rule.id) || group.program.method.id === "galore") return;
  const [together] = await generated(group, atOnce);
  expect(distance(together!, await interpreted(group, atOnce))).toBeLessThan(FIFTY_STEPS);
}

describe("the generated program computes what the interpreter computes", () => {
  test.each(cases())(
    "$name: step by step, and fifty at once under adaptive rules",
    { timeout: 30_000 },
    async ({ lanes }) => {
      const isLarge = lanes[0]!.loss === "digits";
      await expectAgreement(batchOf(lanes, assets), isLarge ? 2 : 6, isLarge ? 5 : 50);
    },
  );

  test.each(shapedLanes())("%s", (_, change) => expectAgreement(batch(change), 6, 50));

  test("also where descent diverges: infinities and NaN at the same iterates", async () => {
    const group = batch({ step: "constant", eta: { value: 3, perL: false }, init: "gauss" });
    const [block] = await generated(group, 60);
    const expected = await interpreted(group, 60);
    const kinds = (columns: RunBlock["columns"]) =>
      columns.map((column) => Array.from(column, (x) => (Number.isFinite(x) ? "finite" : String(x))));
    expect(kinds(block!.columns)).toEqual(kinds(expected.columns));
    expect(kinds(expected.columns)[0]).toContain("NaN");
  });

  test("also from V = 0, where the gradient and the norm are exactly 0", async () => {
    const group = batch({ init: "zero" });
    const [block] = await generated(group, 5);
    expect(distance(block!, await interpreted(group, 5))).toBeLessThan(ONE_STEP);
    expect([...block!.columns[1]!, ...block!.columns[3]!].every((x) => x === 0)).toBe(true);
  });
});

describe("a run of generated steps", () => {
  const mixed = () => batch({ r: 2, step: "armijo" }, { r: 5, seed: 3, L: 7, step: "armijo" });

  test("gives the same bits however it is cut into blocks, beyond a call's rows too", async () => {
    const total = 2500;
    const [whole] = await generated(mixed(), total);
    const blocks = await generated(mixed(), 1, 1023, 0, 7, 1469);
    for (const [c, column] of whole!.columns.entries()) {
      for (const lane of [0, 1]) {
        const pieces = blocks.flatMap(({ columns }) => {
          const rows = columns[c]!.length / 2;
          return [...columns[c]!.subarray(lane * rows, (lane + 1) * rows)];
        });
        expect(Float64Array.from(pieces)).toEqual(column.slice(lane * total, (lane + 1) * total));
      }
    }
    expect(blocks.at(-1)!.states).toEqual(whole!.states);
  });

  test("goes on from a state as if it had not been interrupted", async () => {
    const group = mixed();
    const [first, second] = await generated(group, 40, 40);
    const [again] = await generated({ ...group, states: first!.states }, 40);
    expect(again).toEqual(second);
  });

  test("hands out states that later steps do not change", async () => {
    const group = mixed();
    const run = await createFloat64Engine().start(group.program, group.inputs, group.states);
    const { states } = await run.advance(3);
    const before = structuredClone(states);
    await run.advance(3);
    expect(states).toEqual(before);
    run.dispose();
  });

  test("keeps its numbers while other runs of its program start, run and end", async () => {
    const group = mixed();
    const [expected] = await generated(group, 100);
    const engine = createFloat64Engine();
    const run = await engine.start(group.program, group.inputs, group.states);
    const other = await engine.start(group.program, group.inputs.toReversed(), group.states.toReversed());
    await other.advance(10);
    other.dispose();
    other.dispose();
    await generated(group, 10);
    expect(await run.advance(100)).toEqual(expected);
    run.dispose();
  });
});

test("without WebAssembly's vectors the interpreter runs, and the engine says so", async () => {
  const group = batch({});
  const engine = createFloat64Engine(false);
  const run = await engine.start(group.program, group.inputs, group.states);
  expect(engine.info.execution).toBe(execution.unsupported);
  expect(await run.advance(5)).toEqual(await interpreted(group, 5));
});

test("beyond what 32-bit addresses reach the interpreter runs, and the engine says so until the next run", async () => {
  const { program, inputs, states } = batch({ r: 1 });
  const side = 4096;
  // Only its shape is read before the lanes are found to be too large.
  const W = { rows: side, columns: side, data: new Float64Array(0) };
  const large = { ...inputs[0]!, W0: W, matrices: { T: W } };
  const state = { ...states[0]!, theta: [matrix(side, 1), matrix(1, side)] };
  const lanes = Array.from({ length: 64 }, () => large);
  const engine = createFloat64Engine();
  const key = `${program.key} but large`;
  await engine.start(
    { ...program, key },
    lanes,
    lanes.map(() => state),
  );
  expect(engine.info.execution).toBe(execution.outgrown);
  await engine.start(program, inputs, states);
  expect(engine.info.execution).toBe(execution.generated);
});

test("a step of more operations than compile in a second is interpreted, and the engine says so", async () => {
  const federated = { method: "fed-rac", loss: "regression", m: 3, n: 3, r: 1, N: 2, local: 20 };
  const engine = createFloat64Engine();
  const { program, inputs, states } = batch({ ...federated, clients: 64 });
  await engine.start(program, inputs, states);
  expect(engine.info.execution).toBe(execution.outgrown);
  await generated(batch({ ...federated, clients: 4 }), 1);
});
