import { describe, expect, test } from "vitest";
import { createFloat64Engine } from "../engine/float64/engine";
import { Float64Ops } from "../engine/float64/ops";
import { fromRows } from "../math/matrix";
import type { LaneConfig } from "./experiment";
import { batchLanes, type Lane, type LaneBatch, requiredAssets, snapshotOf } from "./lane";
import { prepareLane } from "./lane.fixtures";
import { laneConfig } from "./laneConfig.fixtures";

const prepare = (changes: Partial<LaneConfig>): Lane => prepareLane(laneConfig(changes), {}, new Float64Ops());

const entries = (lane: Lane) => lane.state.theta.map((M) => [...M.data]);

async function columnsOf(batch: LaneBatch, rows: number): Promise<readonly (readonly number[])[]> {
  const run = await createFloat64Engine().start(batch.program, batch.inputs, batch.states);
  const { columns } = await run.advance(rows);
  return columns.map((column) => [...column]);
}

describe("a lane's start", () => {
  test("folds LoRA's α into both factors: each is multiplied by √(α/r)", () => {
    const plain = prepare({ init: "gauss", r: 4 });
    const scaled = prepare({ init: "gauss", r: 4, alpha: 16 });
    expect(entries(scaled)).toEqual(entries(plain).map((factor) => factor.map((x) => 2 * x)));
  });

  test("is rescaled to the norm asked for, and stays 0 where it is 0", () => {
    const { theta } = prepare({ init: "gauss", v0norm: 3 }).state;
    const norm = Math.sqrt(theta.reduce((sum, M) => sum + M.data.reduce((s, x) => s + x * x, 0), 0));
    expect(norm).toBeCloseTo(3, 13);
    expect(entries(prepare({ init: "zero", v0norm: 3 })).flat()).not.toContain(Number.NaN);
  });

  test("of full-rank descent is W0 + BA, the weights from which LoRA starts", () => {
    const lora = prepare({ init: "gauss", m: 3, n: 2, r: 2, W0scale: 1 });
    const full = prepare({ init: "gauss", m: 3, n: 2, r: 2, W0scale: 1, method: "full" });
    const { change } = snapshotOf(lora, lora.state, new Float64Ops());
    const expected = lora.inputs.W0.data.map((w, e) => w + change.data[e]!);
    full.state.theta[0]!.data.forEach((w, e) => {
      expect(w).toBeCloseTo(expected[e]!, 14);
    });
  });

  test("with factors of the wrong shape is refused with both shapes named", () => {
    const B = fromRows([[1, 2]]);
    expect(() => prepare({ init: "user", m: 3, n: 2, r: 2, B })).toThrow("B must be 3×2 (m×r), but is 1×2");
  });
});

describe("a lane's step", () => {
  test("auto is rule (8) for LoRA and the constant 1/L for full-rank descent", () => {
    expect(prepare({ step: "auto" }).program.rule.id).toBe("paper");
    const full = prepare({ step: "auto", method: "full", L: 8 });
    expect([full.program.rule.id, full.inputs.eta]).toEqual(["constant", 1 / 8]);
  });

  test("x/L is the number divided by L, and Lhat is what the rule believes in", () => {
    expect(prepare({ step: "constant", eta: { value: 1, perL: true }, L: 4 }).inputs.eta).toBe(0.25);
    expect(prepare({ step: "constant", eta: { value: 1, perL: false }, L: 4 }).inputs.eta).toBe(1);
    const { inputs, facts } = prepare({ Lhat: 10, L: 4 });
    expect([inputs.L, facts.L]).toEqual([10, 4]);
  });
});

describe("facts that the page shows of a lane", () => {
  test("σ₁ of ∇ℓ(W0) is the escape rate at V = 0: for the quadratic L times the distance to the target", () => {
    const target = fromRows([
      [0, 3],
      [1, 0],
    ]);
    expect(prepare({ m: 2, n: 2, target, L: 2 }).facts.escapeSigma).toBeCloseTo(6, 12);
  });

  test("a rule without guarantee says so, one with guarantee does not", () => {
    expect(prepare({ step: "paper", L: 2 }).facts.notes).toEqual([]);
    expect(prepare({ step: "paper", L: 0.5 }).facts.notes[0]).toContain("L = 0.5");
    expect(prepare({ step: "paper", method: "full" }).facts.notes[0]).toContain("full-rank");
    expect(prepare({ step: "constant" }).facts.notes[0]).toContain("not Lipschitz smooth");
    expect(prepare({ method: "full" }).facts.notes).toEqual([]);
  });

  test("a rule that believes in too small a constant is told so", () => {
    expect(prepare({ step: "star", L: 4, Lhat: 1.2 }).facts.notes[0]).toContain("below the true 4");
  });

  test("a rank above min(m, n) is allowed and noted", () => {
    expect(prepare({ m: 3, n: 2, r: 5 }).facts.notes[0]).toContain("Rank r = 5");
  });
});

describe("lanes in batches", () => {
  test("share a batch exactly if they do the same operations on the same shapes, whatever their numbers", () => {
    const lanes = [
      prepare({ r: 1 }),
      prepare({ r: 4, seed: 8, L: 5 }),
      prepare({ method: "full" }),
      prepare({ step: "star" }),
      prepare({ m: 8 }),
    ];
    expect(batchLanes(lanes).map((batch) => batch.lanes)).toEqual([[0, 1], [2], [3], [4]]);
  });

  test("of mixed rank give each lane the numbers it has alone, bit for bit: zero columns stay zero", async () => {
    const lanes = [1, 3, 2].map((r) => prepare({ r, m: 6, n: 5 }));
    const rows = 200;
    const together = await columnsOf(batchLanes(lanes)[0]!, rows);
    for (const [i, lane] of lanes.entries()) {
      const alone = await columnsOf(batchLanes([lane])[0]!, rows);
      expect(together.map((column) => column.slice(i * rows, (i + 1) * rows))).toEqual(alone);
    }
  });

  test("without their padding are what a snapshot shows", () => {
    const lanes = [prepare({ r: 1 }), prepare({ r: 3 })];
    const { states } = batchLanes(lanes)[0]!;
    const { B, A, change } = snapshotOf(lanes[0]!, states[0]!, new Float64Ops());
    expect([B!.columns, A!.rows]).toEqual([1, 1]);
    expect([...A!.data]).toEqual(entries(lanes[0]!)[1]);
    expect([change.rows, change.columns]).toEqual([16, 12]);
  });
});

test("only the digits need a data file", () => {
  expect(requiredAssets([laneConfig()])).toEqual([]);
  expect(requiredAssets([laneConfig(), laneConfig({ loss: "digits" }), laneConfig({ loss: "digits" })])).toEqual([
    "digits",
  ]);
});
