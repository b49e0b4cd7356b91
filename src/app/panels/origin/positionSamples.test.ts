import { expect, test } from "vitest";
import { plainHistory } from "../../../charts/history.fixtures";
import type { Context } from "../../../lora/certificates/types";
import { createDriftBound } from "./driftBound";
import { positionSamples } from "./positionSamples";

// only what the tolerance reads
const theory = {
  frozenNorm: 0,
  rounding: { perGradient: 0, shift: 0, rootPerWeight: 0, root: 0, perWeight: 0, offset: 0, terms: 1 },
} as Partial<Context> as Context;

const T = 2000;
const steps = Array.from({ length: T + 1 }, (_, t) => t);
const history = plainHistory({
  loss: steps.map((t) => (t < 1000 ? 100 / (t + 1) : 1e-3)),
  v_norm_sq: steps.map((t) => (t < 10 ? 100 - t : 91 + t)),
  step_size: steps.map((t) => 1 / (t + 1)),
  grad_norm_sq: steps.map((t) => t + 1),
  loss_grad_norm: steps.map(() => 1),
});

test("samples give position, step, progress and direction at log-spaced iterates", () => {
  const samples = positionSamples(history, T, theory, "float64");
  expect(samples.slice(0, 3).map(({ t }) => t)).toEqual([0, 1, 2]);
  expect(samples.length).toBeLessThan(600);
  for (const { t, norm, eta, progress, isInward } of samples) {
    expect(norm).toBe(Math.sqrt(t < 10 ? 100 - t : 91 + t));
    expect(eta).toBe(1 / (t + 1));
    expect(isInward).toBe(t < 9);
    if (t < 999) expect(progress).toBeCloseTo(100 / (t + 1) - 100 / (t + 2), 12);
    // J stands: what is left is not told from rounding
    if (t >= 1000) expect(progress).toBeNaN();
  }
});

test("where rows are thinned, positions go on and progress is not told", () => {
  const thinned = plainHistory(history.all, 10);
  const samples = positionSamples(thinned, T, theory, "float64");
  expect(samples.at(-1)!.t).toBeGreaterThan(1900);
  expect(samples.every(({ t, norm }, i) => t % 10 === 0 && norm > 0 && t > (samples[i - 1]?.t ?? -1))).toBe(true);
  expect(samples.every(({ progress }) => Number.isNaN(progress))).toBe(true);
});

test("the drift bound is Σ η²‖∇J‖² up to t, whatever was asked before", () => {
  const bound = createDriftBound(history);
  const direct = (t: number) => steps.slice(0, t).reduce((sum, k) => sum + 1 / (k + 1), 0);
  for (const t of [500, 0, 1, 1500, 700]) expect(bound(t)).toBeCloseTo(direct(t), 10);
});
