/** Statements of the paper that no certificate watches live: proof steps, helper lemmas and the remarks of Section 4. */
import { describe, expect, test } from "vitest";
import { createFloat64Engine } from "../../engine/float64/engine";
import { Float64Ops } from "../../engine/float64/ops";
import { frobenius, type Matrix, matrix } from "../../math/matrix";
import { createDraws } from "../../math/random";
import type { LaneConfig } from "../experiment";
import { losses, prepareLane } from "../lane.fixtures";
import { laneConfig } from "../laneConfig.fixtures";
import { FIVE_ROOT_TWO } from "./constants";
import { createLedger } from "./ledger";

const scalar = (x: number) => matrix(1, 1, Float64Array.of(x));
const root2 = Math.SQRT2;

async function columnsOf(changes: Partial<LaneConfig>, T: number) {
  const lane = prepareLane(laneConfig(changes), {}, new Float64Ops());
  const run = await createFloat64Engine().start(lane.program, [lane.inputs], [lane.state]);
  const { columns, states } = await run.advance(T + 1);
  const [J, sSq, eta, vSq, g] = columns as readonly [
    Float64Array,
    Float64Array,
    Float64Array,
    Float64Array,
    Float64Array,
  ];
  return { lane, J, sSq, eta, vSq, g, state: states[0]! };
}

describe("Lemma 4: the weighted AM–GM inequality", () => {
  test("(13) and (14) on random numbers over ten decades", () => {
    const draws = createDraws(4);
    const positive = () => 10 ** (10 * draws.uniform() - 5);
    for (let k = 0; k < 2000; k++) {
      const [x1, x2, w1, w2] = [positive(), positive(), positive(), positive()];
      const mean = (w1 * x1 + w2 * x2) / (w1 + w2);
      const geometric = Math.exp((w1 * Math.log(x1) + w2 * Math.log(x2)) / (w1 + w2));
      expect(mean * (1 + 1e-12)).toBeGreaterThanOrEqual(geometric);
      expect((x1 + x2) * (1 + 1e-12)).toBeGreaterThanOrEqual(2 * Math.sqrt(x1 * x2));
    }
  });
});

describe("Lemma 5: extractors", () => {
  test("(15): a block off the diagonal of a symmetric matrix has at most 1/√2 of its norm", () => {
    const [m, n] = [3, 4];
    for (let seed = 0; seed < 200; seed++) {
      const S = createDraws(seed).normals(m + n, m + n);
      for (let i = 0; i < m + n; i++) for (let j = 0; j < i; j++) S.data[i * (m + n) + j] = S.data[j * (m + n) + i]!;
      let block = 0;
      for (let i = 0; i < m; i++) for (let j = m; j < m + n; j++) block += S.data[i * (m + n) + j]! ** 2;
      expect(Math.sqrt(block)).toBeLessThanOrEqual(frobenius(S) / root2);
    }
  });
});

describe("Lemma 6: a cap on the terms does not make a divergent series converge", () => {
  test("Σ min(1/t, c) passes every bound that Σ 1/t passes, later", () => {
    const reaches = (c: number, bound: number) => {
      let sum = 0;
      let t = 0;
      while (sum < bound) sum += Math.min(1 / ++t, c);
      return t;
    };
    // The harmonic numbers pass 8 at n = 1674; a cap only delays the sum.
    expect(reaches(1, 8)).toBe(1674);
    expect(reaches(0.1, 8)).toBeGreaterThan(1674);
    expect(reaches(0.01, 8)).toBeGreaterThan(reaches(0.1, 8));
  });
});

/** J, its gradient and G at (B, A) of the 4×3 logistic loss, by the families' own formulas. */
function logisticAt(B: Matrix, A: Matrix) {
  const o = new Float64Ops();
  const lane = prepareLane(laneConfig({ loss: "logistic", m: 4, n: 3, r: 2, N: 10 }), {}, o);
  const data = { ...lane.inputs.matrices, ...lane.inputs.scalars } as Record<string, Matrix> & Record<string, number>;
  const G = lane.program.loss.at(o, data, o.matmul(B, A)).gradient();
  return { G, gB: o.matmulNT(G, A), gA: o.matmulTN(B, G), L: lane.facts.L };
}

describe("A.2: the proof of Lemma 1", () => {
  test("(16), (17): ∇J changes by at most √2 L‖V₂V₂ᵀ − V₁V₁ᵀ‖‖V₂‖ + 2‖G₁‖‖d‖ between any two points", () => {
    for (let seed = 0; seed < 100; seed++) {
      const draws = createDraws(seed);
      const [B1, A1, dB, dA] = [draws.normals(4, 2), draws.normals(2, 3), draws.normals(4, 2), draws.normals(2, 3)];
      const plus = (X: Matrix, Y: Matrix) =>
        matrix(
          X.rows,
          X.columns,
          X.data.map((x, e) => x + Y.data[e]!),
        );
      const [B2, A2] = [plus(B1, dB), plus(A1, dA)];
      const one = logisticAt(B1, A1);
      const two = logisticAt(B2, A2);
      const size = (X: Matrix, Y: Matrix) => Math.hypot(frobenius(X), frobenius(Y));
      const change = Math.sqrt(
        one.gB.data.reduce((sum, x, e) => sum + (x - two.gB.data[e]!) ** 2, 0) +
          one.gA.data.reduce((sum, x, e) => sum + (x - two.gA.data[e]!) ** 2, 0),
      );
      const stacked = (B: Matrix, A: Matrix) => [
        ...Array.from({ length: 4 }, (_, i) => [B.data[2 * i]!, B.data[2 * i + 1]!]),
        ...Array.from({ length: 3 }, (_, j) => [A.data[j]!, A.data[3 + j]!]),
      ];
      const V1 = stacked(B1, A1);
      const V2 = stacked(B2, A2);
      let outer = 0;
      for (let i = 0; i < 7; i++)
        for (let j = 0; j < 7; j++) {
          const entry = (V: number[][]) => V[i]![0]! * V[j]![0]! + V[i]![1]! * V[j]![1]!;
          outer += (entry(V2) - entry(V1)) ** 2;
        }
      const bound = root2 * one.L * Math.sqrt(outer) * size(B2, A2) + 2 * frobenius(one.G) * size(dB, dA);
      expect(change).toBeLessThanOrEqual(bound);
    }
  });
});

describe("A.3: what rule (8) is small against", () => {
  test.each([
    ["quadratic", { m: 6, n: 5, r: 2, L: 3, init: "gauss" }],
    ["logistic", { loss: "logistic", m: 3, n: 4, r: 2, L: 2, N: 30 }],
    ["power tail", { loss: "power-tail", m: 2, n: 2, r: 1, L: 1, init: "gauss" }],
  ] as const)("(18), (20), (21), (22), (23) at every iterate: %s", async (_, changes) => {
    const { eta, sSq, vSq, g, lane } = await columnsOf(changes, 400);
    const L = lane.facts.L;
    for (let t = 0; t <= 400; t++) {
      const [e, s, v] = [eta[t]!, Math.sqrt(sSq[t]!), Math.sqrt(vSq[t]!)];
      const bounds = [
        1 / (5 * (root2 * L * v * v + g[t]!)), // (18)
        Math.sqrt(1 / (50 * root2 * L * v * s)), // (20)
        Math.sqrt(3 / (10 * root2 * L * s * v)), // (21)
        Math.cbrt(4 / (5 * root2 * L * s * s)), // (22)
        Math.sqrt(3 / (FIVE_ROOT_TWO * L * s)), // (23)
      ];
      for (const bound of bounds) expect(e).toBeLessThanOrEqual(bound * (1 + 1e-12));
    }
  });
});

describe("Section 4: the remarks", () => {
  test.each(losses.filter((loss) => !loss.asset).map((loss) => loss.id))(
    "V = 0 is stationary whatever the loss, exactly: %s",
    async (loss) => {
      const { sSq, J } = await columnsOf({ loss, m: 4, n: 3, r: 2, init: "zero" }, 50);
      expect(new Set(sSq)).toEqual(new Set([0]));
      expect(new Set(J).size).toBe(1);
    },
  );

  test("LoRA can end far from full-rank descent: in the origin, although the minimum is elsewhere (h2)", async () => {
    const start = { target: scalar(1), init: "user", B: scalar(-0.8), A: scalar(0.8) };
    const oneByOne = { m: 1, n: 1, r: 1, L: 1, ...start };
    const { J, vSq } = await columnsOf(oneByOne, 1000);
    expect(J[0]).toBeCloseTo(1.3448, 10);
    expect(J[1000]).toBe(0.5);
    expect(vSq[1000]).toBeLessThan(1e-131);
    expect((await columnsOf({ ...oneByOne, method: "full" }, 1000)).J[1000]).toBe(0);
    // Off the stable line by 10⁻³ the run passes the saddle and finds the minimum.
    const off = await columnsOf({ ...oneByOne, B: scalar(-0.799) }, 300);
    expect(off.J.findIndex((value) => value < 0.25)).toBe(59);
  });

  test("the rank does not enter the certificate (h11): with ‖V_0‖ = 1, (10) at T = 100 is within a third for r = 1 … 16", async () => {
    const bounds: number[] = [];
    const reached: number[] = [];
    for (const r of [1, 2, 4, 8, 16]) {
      const changes = { m: 16, n: 16, L: 1, r, tscale: 0.25, v0norm: 1, init: "gauss" };
      const { lane, J, sSq, eta, vSq, g } = await columnsOf(changes, 3000);
      const ledger = createLedger(lane.facts.theory, "float64");
      ledger.append({ loss: J, grad_norm_sq: sSq, step_size: eta, v_norm_sq: vSq, loss_grad_norm: g }, 0, 101);
      bounds.push(ledger.entries().find((entry) => entry.id === "min-gradient")!.right);
      reached.push(J[3000]!);
    }
    expect(Math.max(...bounds) / Math.min(...bounds)).toBeLessThan(4 / 3);
    // What a higher rank does change is the loss that can be reached.
    expect(reached).toEqual([...reached].sort((a, b) => b - a));
    expect(reached[4]! / reached[0]!).toBeLessThan(0.01);
  });

  test("position dependency: at equal ‖G‖ the step is shorter farther out, so leaving the origin is slow", async () => {
    const at = async (scale: number) => (await columnsOf({ m: 6, n: 5, r: 2, L: 2, scale }, 0)).eta[0]!;
    // B = 0, so BA = 0 and G is the same for every scale of A.
    expect(await at(4)).toBeLessThan(await at(2));
    expect(await at(2)).toBeLessThan(await at(1));
  });

  test("Lemma 1 is false for Burer–Monteiro, called a trivial extension (h13): N = r = 1, ℓ(w) = w²/2, v = 1, d = 0.1", () => {
    const lossAt = (v: number) => 0.5 * (v * v) ** 2;
    const [v, d] = [1, 0.1];
    const remainder = lossAt(v + d) - lossAt(v) - 2 * v ** 3 * d;
    const g = v * v;
    const printed =
      ((2 * root2) / 3) * d ** 3 * v +
      root2 * d ** 2 * v ** 2 +
      (root2 / 3) * d ** 3 +
      (root2 / 4) * d ** 4 +
      g * d ** 2;
    expect(remainder).toBeCloseTo(0.03205, 12);
    expect(remainder).toBeGreaterThan(printed);
    expect(Number(printed.toPrecision(5))).toBe(0.025592);
  });
});
