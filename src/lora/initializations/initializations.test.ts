import { describe, expect, test } from "vitest";
import { Float64Ops } from "../../engine/float64/ops";
import { frobenius, type Matrix, matrix, scaled } from "../../math/matrix";
import { createDraws } from "../../math/random";
import { singularValues } from "../../math/singularValues";
import type { LaneConfig } from "../experiment";
import { prepareLane } from "../lane.fixtures";
import { laneConfig } from "../laneConfig.fixtures";

const o = new Float64Ops();

/** The lane's W0, B, A at t = 0, and what the frozen weights were before the initialization. */
function startOf(changes: Partial<LaneConfig>) {
  const config = laneConfig({ m: 7, n: 5, r: 2, L: 3, W0scale: 1, ...changes });
  const { state, inputs, facts } = prepareLane(config, {}, new Float64Ops());
  const [B, A] = state.theta as [Matrix, Matrix];
  const before = scaled(createDraws(config.W0seed).normals(config.m, config.n), config.W0scale);
  return { B, A, W0: inputs.W0, before, facts, T: inputs.matrices.T! };
}

const distance = (X: Matrix, Y: Matrix) => frobenius(o.subtract(X, Y));
const sumOf = (values: Float64Array) => values.reduce((sum, s) => sum + s * s, 0);
/** ‖BᵀB − AAᵀ‖ */
const imbalance = (B: Matrix, A: Matrix) => distance(o.matmulTN(B, B), o.matmulNT(A, A));

describe("an initialization", () => {
  test.each(["stable", "unstable", "spectral", "pissa", "orthogonal", "lora-ga"])(
    "%s is balanced: BᵀB = AAᵀ",
    (init) => {
      for (const shape of [
        { m: 7, n: 5 },
        { m: 4, n: 9 },
      ]) {
        const { B, A } = startOf({ init, ...shape });
        expect(imbalance(B, A)).toBeLessThan(1e-13 * frobenius(B) ** 2);
        expect(frobenius(B)).toBeGreaterThan(0.1);
      }
    },
  );

  test.each(["pissa", "olora", "lora-ga"])("%s takes BA out of W0, so that the weights are those before", (init) => {
    const { B, A, W0, before } = startOf({ init, scale: init === "olora" ? 0.7 : 1 });
    expect(distance(o.add(W0, o.matmul(B, A)), before)).toBeLessThan(1e-13);
    expect(distance(W0, before)).toBeGreaterThan(0.1);
  });

  test("spectral with s = 1/L lands on the optimum of the quadratic at its rank", () => {
    const { facts } = startOf({ init: "spectral", scale: 1 / 3 });
    expect(facts.theory.J0).toBeCloseTo(facts.rankOptimum!, 12);
  });

  test("pissa takes the best part of rank r: what stays has the remaining singular values", () => {
    const { W0, before } = startOf({ init: "pissa", r: 3 });
    expect(sumOf(singularValues(W0))).toBeCloseTo(sumOf(singularValues(before).slice(3)), 12);
  });

  test("olora has orthonormal columns in B, and with s = 1 takes the first columns of W0 whole", () => {
    const { B, W0 } = startOf({ init: "olora" });
    expect(distance(o.matmulTN(B, B), identity(2))).toBeLessThan(1e-14);
    for (let i = 0; i < 7; i++) for (let j = 0; j < 2; j++) expect(Math.abs(W0.data[i * 5 + j]!)).toBeLessThan(1e-14);
  });

  test("lora-ga pairs other singular vectors of the gradient, of length m^¼/√γ: BᵀG and GAᵀ do not overlap", () => {
    const { B, A, before, T } = startOf({ init: "lora-ga", gamma: 4 });
    const G = o.scale(o.subtract(before, T), 3);
    expect(distance(o.matmulTN(B, B), scaled(identity(2), Math.sqrt(7) / 4))).toBeLessThan(1e-13);
    const sigma = singularValues(G);
    expect(frobenius(o.matmulNT(G, A)) ** 2).toBeCloseTo((Math.sqrt(7) / 4) * (sigma[0]! ** 2 + sigma[1]! ** 2), 11);
    expect(frobenius(o.matmulTN(B, G)) ** 2).toBeCloseTo((Math.sqrt(7) / 4) * (sigma[2]! ** 2 + sigma[3]! ** 2), 11);
    expect(frobenius(o.matmul(o.matmulTN(B, G), transposed(A)))).toBeLessThan(1e-12);
  });

  test("unstable goes straight down the gradient where stable goes straight up", () => {
    const slopes = ["stable", "unstable"].map((init) => {
      const { B, A, before, T } = startOf({ init });
      return o.dot(o.matmul(B, A), o.subtract(before, T));
    });
    expect(slopes[0]).toBeGreaterThan(0);
    expect(slopes[0]! + slopes[1]!).toBeCloseTo(0, 11);
  });

  test("orthogonal gives s times orthonormal columns and rows", () => {
    const { B, A } = startOf({ init: "orthogonal", scale: 0.3 });
    expect(distance(o.matmulTN(B, B), scaled(identity(2), 0.09))).toBeLessThan(1e-15);
    expect(distance(o.matmulNT(A, A), scaled(identity(2), 0.09))).toBeLessThan(1e-15);
  });

  test("kaiming draws A uniformly from (−1/√n, 1/√n), B = 0", () => {
    const { B, A } = startOf({ init: "kaiming", r: 5 });
    expect(frobenius(B)).toBe(0);
    const { uniform } = createDraws(7);
    expect([...A.data]).toEqual(Array.from(A.data, () => (2 * uniform() - 1) / Math.sqrt(5)));
  });

  test("without frozen weights, pissa and olora start at the origin", () => {
    for (const init of ["pissa", "olora"]) {
      const { B, A } = startOf({ init, W0scale: 0 });
      expect([frobenius(B), frobenius(A)]).toEqual([0, 0]);
    }
  });

  test("that has too few singular vectors for its rank says so", () => {
    expect(() => startOf({ init: "lora-ga", r: 3 })).toThrow("lora-ga takes 2r singular vectors, but 7×5 has 5");
    expect(() => startOf({ init: "pissa", r: 6 })).toThrow("rank 6 is above the 5 singular vectors");
  });
});

function identity(r: number): Matrix {
  const I = matrix(r, r);
  for (let k = 0; k < r; k++) I.data[k * r + k] = 1;
  return I;
}

function transposed(X: Matrix): Matrix {
  return o.matmulTN(X, identity(X.rows));
}
