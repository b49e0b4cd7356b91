import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { createFloat64Engine } from "../../engine/float64/engine";
import { Float64Ops } from "../../engine/float64/ops";
import { type Matrix, matrix, scaled } from "../../math/matrix";
import { createDraws } from "../../math/random";
import type { LaneConfig } from "../experiment";
import { losses, prepareLane } from "../lane.fixtures";
import { laneConfig } from "../laneConfig.fixtures";
import type { Assets, Loss } from "../types";

const file = readFileSync(new URL("../../../public/digits.bin", import.meta.url));
const assets: Assets = { digits: file.buffer.slice(file.byteOffset, file.byteOffset + file.byteLength) };

/** Several data sets for each loss: shapes that are wide, tall and 1×1, constants above and below 1, ridge where there is one. */
function configsOf(loss: Loss): readonly LaneConfig[] {
  const shapes = loss.shape
    ? [loss.shape]
    : [
        { m: 4, n: 3 },
        { m: 2, n: 5 },
        { m: 1, n: 1 },
      ];
  return shapes.flatMap((shape, i) =>
    [0.3, 2].map((L) =>
      laneConfig({
        loss: loss.id,
        ...shape,
        L,
        N: 12,
        K: 15,
        cond: 30,
        condP: 4,
        condQ: 7,
        noise: 0.4,
        lam: i * 0.1,
        p: 0.7,
        flip: 0.2,
        frac: 0.9,
      }),
    ),
  );
}

const cases = losses.flatMap((loss) =>
  configsOf(loss).map((config) => [`${loss.id} ${config.m}×${config.n} L=${config.L}`, loss, config] as const),
);

/**
 * Shares of L that the search must reach where L is a bound that is not attained: ½λ_max(XᵀX)/N for softmax (with one class the loss
 * is its ridge alone), and for sigmoid, whose samples do not all have max|σ″| at once.
 */
const attained: Readonly<Record<string, number>> = { digits: 0.3, softmax: 0.09, sigmoid: 0.1 };

function prepared(loss: Loss, config: LaneConfig) {
  const data = loss.prepare(config, assets);
  const bound = { ...data.matrices, ...data.scalars } as Record<string, Matrix> & Record<string, number>;
  const o = new Float64Ops();
  const at = (W: Matrix) => {
    o.rewind();
    return loss.at(o, bound, W);
  };
  return {
    data,
    value: (W: Matrix) => at(W).value(),
    gradient: (W: Matrix) => at(W).gradient().data.slice(),
  };
}

const plus = (W: Matrix, s: number, D: Float64Array) =>
  matrix(
    W.rows,
    W.columns,
    W.data.map((w, e) => w + s * D[e]!),
  );
const norm = (x: Float64Array) => Math.sqrt(x.reduce((sum, xi) => sum + xi * xi, 0));

describe.each(cases)("%s", (_, loss, config) => {
  /** Searches on the 1,000 digits are costly; a tenth of the work still finds what it looks for. */
  const effort = (steps: number) => (loss.asset ? steps / 10 : steps);
  const { data, value, gradient } = prepared(loss, config);
  const origin = data.W0 ?? matrix(config.m, config.n);
  const points = [0.1, 1, 3].map((s, i) => plus(origin, s, createDraws(50 + i).normals(config.m, config.n).data));

  test("has the gradient that central differences of its value show", () => {
    for (const W of points) {
      const G = gradient(W);
      for (let k = 0; k < 3; k++) {
        const D = createDraws(90 + k).normals(config.m, config.n).data;
        const h = 1e-5 / norm(D);
        const slope = (value(plus(W, h, D)) - value(plus(W, -h, D))) / (2 * h);
        const expected = D.reduce((sum, d, e) => sum + d * G[e]!, 0);
        expect(Math.abs(slope - expected)).toBeLessThan(1e-7 * Math.max(1, norm(D) * norm(G), Math.abs(value(W))));
      }
    }
  });

  test("states its smoothness: no direction changes the gradient faster than L, and the search reaches a good part of it", () => {
    expect(data.smoothness).toBe(config.L);
    let steepest = 0;
    for (const W of [matrix(config.m, config.n), data.matrices.T ?? origin, ...points]) {
      let D: Float64Array = createDraws(7).normals(config.m, config.n).data;
      for (let k = 0; k < effort(60); k++) {
        const h = 1e-4 / norm(D);
        const up = gradient(plus(W, h, D));
        const down = gradient(plus(W, -h, D));
        const next = up.map((g, e) => (g - down[e]!) / (2 * h));
        steepest = Math.max(steepest, norm(next) / norm(D));
        if (norm(next) === 0) break;
        D = next;
      }
    }
    expect(steepest).toBeLessThanOrEqual(data.smoothness * (1 + 1e-6));
    // Every constant is exact, most at W = 0 or at the target, but for the stated bounds.
    expect(steepest).toBeGreaterThan(data.smoothness * (attained[loss.id] ?? 0.999));
  });

  test("stays above L*, which descent with step 1/L approaches where the minimum is attained", () => {
    let W = origin;
    for (const each of points) expect(value(each)).toBeGreaterThanOrEqual(data.infimum);
    const start = value(W) - data.infimum;
    for (let k = 0; k < effort(400); k++) W = plus(W, -1 / data.smoothness, gradient(W));
    const end = value(W) - data.infimum;
    expect(end).toBeGreaterThanOrEqual(-1e-13 * Math.max(1, start));
    if (["quadratic", "completion", "huber", "log-cosh"].includes(loss.id)) expect(end).toBeLessThan(1e-9 * start);
    if (loss.id === "quadratic") expect(end).toBeLessThan(1e-25 * Math.max(1, start));
    if (loss.id === "regression") expect(end).toBeLessThan(0.05 * start + 1e-13);
  });

  test("has its sublevel sets within the stated radius, where one is stated", () => {
    const W0 = scaled(createDraws(5).normals(config.m, config.n), 0.3);
    for (let k = 0; k < 20; k++) {
      const D = scaled(createDraws(200 + k).normals(config.m, config.n), 10 ** (k / 4 - 3));
      const W = plus(data.matrices.T ?? origin, 1, D.data);
      const radius = data.sublevelRadius?.(value(W) - data.infimum, W0) ?? Number.POSITIVE_INFINITY;
      expect(norm(plus(W, -1, W0.data).data)).toBeLessThanOrEqual(radius * (1 + 1e-9));
    }
  });
});

test("the rank-r optimum of the anisotropic quadratic is where LoRA descent ends, and 0 where the target has that rank", async () => {
  for (const [r, trank] of [
    [1, null],
    [2, null],
    [2, 2],
  ] as const) {
    const config = laneConfig({
      loss: "anisotropic",
      m: 5,
      n: 4,
      r,
      trank,
      condP: 5,
      condQ: 2,
      step: "star",
      init: "gauss",
    });
    const lane = prepareLane(config, {}, new Float64Ops());
    const run = await createFloat64Engine().start(lane.program, [lane.inputs], [lane.state]);
    const J = (await run.advance(4000)).columns[0]!.at(-1)!;
    expect(Math.abs(J - lane.facts.rankOptimum!)).toBeLessThan(1e-9);
    if (trank !== null) expect(lane.facts.rankOptimum).toBeLessThan(1e-25);
  }
});

test("losses that vanish only at their target know the optimum of rank r exactly where it is 0", () => {
  for (const id of ["completion", "sensing", "geman-mcclure", "cosine", "log-cosh", "huber"]) {
    const facts = (changes: object) =>
      prepareLane(laneConfig({ loss: id, m: 4, n: 4, trank: 2, ...changes }), {}, new Float64Ops()).facts.rankOptimum;
    expect([facts({ r: 2 }), facts({ r: 1 }), facts({ r: 2, W0scale: 1 })]).toEqual([0, null, null]);
  }
});

test("the ridge losses' L* is a lower bound that descent comes down to", () => {
  for (const id of ["logistic", "softmax"]) {
    const config = laneConfig({ loss: id, m: 3, n: 4, N: 30, lam: 0.2, method: "full" });
    const { data, value, gradient } = prepared(losses.find((loss) => loss.id === id)!, config);
    let W = matrix(3, 4);
    for (let k = 0; k < 2000; k++) W = plus(W, -1 / data.smoothness, gradient(W));
    expect(value(W) - data.infimum).toBeGreaterThanOrEqual(-1e-15);
    expect(value(W) - data.infimum).toBeLessThan(1e-13);
  }
});

test("the rank-r optimum of the quadratic is the loss of the best rank-r approximation, by deflating power iteration", () => {
  const { data, value } = prepared(losses[0]!, laneConfig({ m: 5, n: 4, L: 3 }));
  const W0 = scaled(createDraws(8).normals(5, 4), 0.5);
  let rest = plus(data.matrices.T!, -1, W0.data);
  let W = W0;
  for (let r = 1; r <= 4; r++) {
    const u = createDraws(r).normals(4, 1).data;
    let sigma = 0;
    const left = new Float64Array(5);
    for (let k = 0; k < 4000; k++) {
      for (let i = 0; i < 5; i++) left[i] = u.reduce((sum, x, j) => sum + rest.data[i * 4 + j]! * x, 0);
      sigma = norm(left);
      for (let i = 0; i < 5; i++) left[i]! /= sigma;
      for (let j = 0; j < 4; j++) u[j] = left.reduce((sum, x, i) => sum + rest.data[i * 4 + j]! * x, 0);
      const length = norm(u);
      for (let j = 0; j < 4; j++) u[j]! /= length;
    }
    const part = new Float64Array(20).map((_, e) => sigma * left[Math.floor(e / 4)]! * u[e % 4]!);
    W = plus(W, 1, part);
    rest = plus(rest, -1, part);
    expect(data.rankOptimum!(W0, r)).toBeCloseTo(value(W), 10);
  }
});
