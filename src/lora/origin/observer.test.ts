import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { createFloat64Engine } from "../../engine/float64/engine";
import { Float64Ops } from "../../engine/float64/ops";
import { singularValues } from "../../math/singularValues";
import { nextAudited } from "../certificates/auditSteps";
import type { LaneConfig } from "../experiment";
import { snapshotOf } from "../lane";
import { prepareLane } from "../lane.fixtures";
import { laneConfig } from "../laneConfig.fixtures";
import type { LaneState } from "../program";
import { createObserver, type Observation } from "./observer";
import { visitsOf } from "./subsums";

/** tools/makeOriginFixtures.py */
const fixtures: {
  readonly config: Partial<LaneConfig> & { readonly r: number };
  readonly eigenvalues: readonly number[];
  readonly target: readonly number[];
  readonly rows: readonly (Record<
    "t" | "stable" | "unstable" | "neutral" | "growing" | "distance" | "nearest" | "imbalance" | "drift" | "apart",
    number
  > &
    Record<"sigma" | "coordinates" | "triplets", readonly number[]>)[];
} = JSON.parse(readFileSync(new URL("./observer.fixtures.json", import.meta.url), "utf8"));

/** Observations of lanes at the audited iterates up to T or those asked for, and Σ_{τ<t} η_τ²‖∇J‖² of each lane there. */
async function observed(configs: readonly Partial<LaneConfig>[], T: number, only: ReadonlySet<number> | null = null) {
  const lanes = configs.map((changes) => prepareLane(laneConfig(changes), {}, new Float64Ops()));
  const observer = createObserver(lanes, () => new Float64Ops());
  const runs = await Promise.all(
    lanes.map((lane) => createFloat64Engine().start(lane.program, [lane.inputs], [lane.state])),
  );
  let states: readonly LaneState[] = lanes.map(({ state }) => state);
  const moved = lanes.map(() => 0);
  const rows: { readonly observation: Observation; readonly moved: number; readonly state: LaneState }[][] = [];
  for (let t = 0; ; ) {
    const found =
      only?.has(t) === false ? [] : observer.observe({ t, states: states.map((state, lane) => ({ ...state, lane })) });
    if (found.length > 0)
      rows.push(found.map((observation, i) => ({ observation, moved: moved[i]!, state: states[i]! })));
    if (t === T) break;
    const next = only ? t + 1 : nextAudited(t + 1, T);
    const blocks = await Promise.all(runs.map((run) => run.advance(next - t)));
    states = blocks.map((block) => block.states[0]!);
    blocks.forEach(({ columns: [, sSq, eta] }, i) => {
      for (let k = 0; k < next - t; k++) moved[i]! += eta![k]! ** 2 * sSq![k]!;
    });
    t = next;
  }
  return { lanes, frames: observer.frames, rows };
}

describe("what states show of a path", () => {
  test("agrees with NumPy: eigenvectors of the dense Hessian at 0, every subset of triplets, full-rank descent beside", async () => {
    const start = { ...fixtures.config, init: "gauss" };
    const full = { ...start, method: "full", step: "constant", eta: { value: 0.01, perL: false } };
    const { rows, frames } = await observed(
      [start, full],
      fixtures.rows.at(-1)!.t,
      new Set(fixtures.rows.map(({ t }) => t)),
    );
    frames[0]!.sigma.forEach((s, i) => {
      expect(s).toBeCloseTo(fixtures.target[i]!, 12);
    });
    const positive = fixtures.eigenvalues.filter((value) => value > 1e-9).reverse();
    frames[0]!.saddleSigma!.forEach((s, i) => {
      for (let k = 0; k < fixtures.config.r; k++) expect(positive[i * fixtures.config.r + k]).toBeCloseTo(s, 12);
    });
    expect(rows).toHaveLength(fixtures.rows.length);
    for (const [i, expected] of fixtures.rows.entries()) {
      const { observation } = rows[i]![0]!;
      const { projection, nearest, coordinates, sigma } = observation;
      const close = (value: number, oracle: number) => expect(Math.abs(value - oracle)).toBeLessThan(1e-11);
      for (const name of ["stable", "unstable", "neutral"] as const) close(projection![name], expected[name]);
      close(projection!.growing[0]!, expected.growing);
      close(projection!.seed, expected.growing / Math.SQRT2);
      for (const name of ["t", "distance", "imbalance", "drift", "apart"] as const)
        close(observation[name]!, expected[name]);
      expected.coordinates.forEach((c, k) => {
        close(coordinates[k]!, c);
      });
      expected.sigma.forEach((s, k) => {
        close(sigma[k]!, s);
      });
      expect(nearest!.triplets).toEqual(expected.triplets);
      // a difference of squares: near the sub-sum itself the distance is exact to the root of rounding only
      expect(Math.abs(nearest!.distance - expected.nearest)).toBeLessThan(1e-7);
    }
  });

  test("the opening run visits the sub-sums of singular triplets one after another", async () => {
    const { rows, frames } = await observed([{ trank: 4, init: "gauss", scale: 0.001 }], 1500);
    const { sigma } = frames[0]!;
    const path = rows.flatMap(([row]) => {
      const { t, nearest } = row!.observation;
      return nearest ? [{ t, ...nearest }] : [];
    });
    const visits = visitsOf(path, Math.hypot(...sigma));
    expect(visits.map(({ triplets }) => triplets)).toEqual([[], [1], [1, 2], [1, 2, 3], [1, 2, 3, 4]]);
    const last = rows.at(-1)![0]!.observation;
    for (let i = 0; i < 4; i++) {
      expect(last.sigma[i]!).toBeCloseTo(sigma[i]!, 3);
      expect(last.coordinates[i]!).toBeCloseTo(sigma[i]!, 3);
    }
    expect(last.sigma).toHaveLength(4);
  });

  test("the imbalance moves by at most Σ η²‖∇J‖², and nothing of it is there on a balanced start", async () => {
    const lanes = [
      { m: 8, n: 6, r: 2, L: 1 },
      { m: 8, n: 6, r: 2, L: 1, init: "unstable", scale: 0.3 },
    ];
    const { rows, lanes: prepared } = await observed(lanes, 400);
    for (const [lora, balanced] of rows) {
      expect(lora!.observation.drift!).toBeLessThanOrEqual(lora!.moved * (1 + 1e-9) + 1e-13);
      expect(balanced!.observation.imbalance!).toBeLessThan(1e-12);
    }
    // B = 0: D_0 = −AAᵀ
    const A = prepared[0]!.state.theta[1]!;
    const AAt = [0, 1].flatMap((p) =>
      [0, 1].map((q) => A.data.slice(6 * p, 6 * p + 6).reduce((sum, a, j) => sum + a * A.data[6 * q + j]!, 0)),
    );
    expect(rows[0]![0]!.observation.imbalance).toBeCloseTo(Math.hypot(...AAt), 12);
  });

  test("how far LoRA is from full-rank descent follows from the closed form of the latter", async () => {
    const eta = 0.05;
    const full = { method: "full", step: "constant", eta: { value: eta, perL: false } };
    const { rows, lanes, frames } = await observed([{}, full], 200);
    expect(frames.map(({ comparedWith }) => comparedWith)).toEqual([1, null]);
    const { L, T } = { L: lanes[0]!.facts.L, T: lanes[0]!.inputs.matrices.T! };
    for (const [lora, other] of rows) {
      const { change } = snapshotOf(lanes[0]!, lora!.state, new Float64Ops());
      // W_t = W* + (1 − ηL)^t (W_0 − W*) from W_0 = 0: LoRA's own start has BA = 0
      const left = (1 - eta * L) ** lora!.observation.t;
      const apart = Math.hypot(...change.data.map((x, e) => x - (1 - left) * T.data[e]!));
      expect(lora!.observation.apart!).toBeCloseTo(apart, 9);
      expect(other!.observation).toMatchObject({ apart: null, imbalance: null, nearest: null });
    }
  });

  test("lanes of different problems are not compared", async () => {
    const { frames } = await observed([{ pseed: 2 }, { method: "full" }, { loss: "huber" }], 1);
    expect(frames.map(({ comparedWith }) => comparedWith)).toEqual([null, null, null]);
  });

  test("singular values of BA come from factors of low rank as from BA itself", async () => {
    const { rows, lanes } = await observed([{ m: 70, n: 66, r: 3, init: "gauss", scale: 0.5 }], 3);
    for (const [row] of rows) {
      const { change } = snapshotOf(lanes[0]!, row!.state, new Float64Ops());
      const direct = singularValues(change);
      row!.observation.sigma.forEach((s, i) => {
        expect(s).toBeCloseTo(direct[i]!, 11);
      });
      expect(row!.observation.sigma).toHaveLength(3);
    }
  });

  test("without a known minimizer the directions are those of −∇ℓ(W0)", async () => {
    const { frames } = await observed(
      [
        { loss: "logistic", m: 4, n: 3 },
        { m: 4, n: 3, L: 2 },
      ],
      1,
    );
    expect(frames[0]!.of).toBe("gradient");
    expect(frames[1]!.of).toBe("target");
  });
});
