import { describe, expect, test } from "vitest";
import { runCertificates } from "../lora/certificates/index";
import { createLedger } from "../lora/certificates/ledger";
import type { Context } from "../lora/certificates/types";
import { boundSeries, isDrawable, isOverlaid } from "./bounds";
import { plainHistory } from "./history.fixtures";
import { judgedRun } from "./judgedLane.fixtures";
import { seriesValue } from "./series";

const T = 400;
const charts = ["gradient", "step", "norm"];
const everyId = runCertificates.map(({ id }) => id);
const { theory, rows, typed, history } = await judgedRun({ m: 6, n: 5, trank: 2, init: "gauss", scale: 0.01 }, T);
const lines = charts.flatMap((chart) => boundSeries(chart, { index: 0, history, theory }, everyId, null));

/** The quantity of the chart, from a right side that states another one. */
const asDrawn: Readonly<Record<string, (right: number) => number>> = {
  path: (norm) => norm ** 2,
  "step-lower": (inverse) => 1 / inverse,
};

describe.each([1, 2, 17, 100, 399])("at T = %i", (at) => {
  const ledger = createLedger(theory, "float64");
  ledger.append(typed, 0, at + 1);
  test.each(lines.map((line) => [line.id, line] as const))("%s is drawn where the ledger judges it", (id, line) => {
    const certificate = id.replace(/-0$/, "");
    const { right } = ledger.entries().find((entry) => entry.id === certificate)!;
    const expected = asDrawn[certificate]?.(right) ?? right;
    expect(seriesValue(line, at)! / expected).toBeCloseTo(1, 12);
  });
});

test("every bound that holds for the run has a line, the paper's dashed in one colour, ours dotted in another", () => {
  expect(lines.map(({ id }) => id).sort()).toEqual(
    [
      ...["growth-0", "min-gradient-0", "min-gradient-refined-0", "path-0", "rate-apriori-0", "rate-bounded-0"],
      ...["rate-log-0", "rate-sqrt-0", "step-lower-0"],
    ].sort(),
  );
  for (const { name, colour } of lines) expect(colour).toBe(name.includes("★") ? "bound-refined" : "bound");
});

test("only bounds that need nothing but T are known before their rows are there", () => {
  const ahead = lines.filter(({ source }) => source.kind === "function").map(({ id }) => id);
  expect(ahead.sort()).toEqual(["growth-0", "rate-apriori-0", "rate-log-0", "rate-sqrt-0"]);
});

test("a bound lies above what it bounds on every iterate, and 1/D below the step", () => {
  const smallest = (t: number) => Math.min(...rows.grad_norm_sq.slice(0, t));
  for (const line of lines) {
    for (let t = 1; t <= T; t++) {
      const value = seriesValue(line, t)!;
      if (line.id === "step-lower-0") expect(value).toBeLessThanOrEqual(rows.step_size[t]! * (1 + 1e-12));
      else if (/growth|path/.test(line.id)) expect(value).toBeGreaterThan(rows.v_norm_sq[t]!);
      else expect(value).toBeGreaterThan(smallest(t));
    }
  }
});

test("the growth bound and 1/D are the paper's numbers", () => {
  // 1×1, L = 2, J(V₀) = 9, ‖V₀‖² = 1.44: 1.44 + 10/(5√2·2) + 90 and 1/(10√2(1.44 + 6))
  const small: Context = { ...theory, L: 2, trueL: 2, infimum: 0, J0: 9, V0Sq: 1.44, rule: "paper" };
  const row = { loss: [9, 9], grad_norm_sq: [1, 1], loss_grad_norm: [1, 1], step_size: [1, 1] };
  const one = plainHistory({ ...row, v_norm_sq: [1.44, 1.44], sum_step_sizes: [0, 1] });
  const of = (chart: string, id: string) =>
    boundSeries(chart, { index: 0, history: one, theory: small }, [id], null)[0]!;
  expect(seriesValue(of("norm", "growth"), 10)).toBeCloseTo(92.14710678118655, 12);
  expect(seriesValue(of("step", "step-lower"), 1)).toBeCloseTo(0.009504123403045, 14);
});

test("outside its assumptions a bound is not drawn, not even when it is selected", () => {
  const constant: Context = { ...theory, rule: "constant" };
  expect(boundSeries("gradient", { index: 0, history, theory: constant }, everyId, "rate-log")).toEqual([]);
  expect(isDrawable("rate-log", constant)).toBe(false);
});

test("the selected bound is drawn in any case and shades the gap to what it bounds", () => {
  const [line] = boundSeries("gradient", { index: 3, history, theory }, [], "rate-log");
  expect([line?.id, line?.gapTo]).toEqual(["rate-log-3", "min-3"]);
});

describe("a statement on one step", () => {
  const of = (id: string, chart: string) =>
    boundSeries(chart, { index: 0, history, theory }, [id], id).find((line) => line.id === `${id}-0`)!;
  const { loss, step_size: eta, grad_norm_sq: sSq, v_norm_sq: vSq, loss_grad_norm: g } = rows;

  test("is drawn only while it is selected, and shades the gap to the line that it bounds", () => {
    expect(boundSeries("loss", { index: 0, history, theory }, ["lemma2"], null)).toEqual([]);
    expect(of("lemma2", "loss").gapTo).toBe("loss-0");
    expect(of("gradient-bound", "gradient").gapTo).toBe("gradient-0");
    expect([isDrawable("lemma2", theory), isOverlaid("lemma2", theory)]).toEqual([false, true]);
    expect(isOverlaid("descent-ratio", theory)).toBe(false);
  });

  test.each([1, 2, 90, T])("Lemma 2 bounds the loss at t = %i from the iterate before", (t) => {
    const before = loss[t - 1]! - (eta[t - 1]! * sSq[t - 1]!) / 5 - theory.infimum;
    expect(seriesValue(of("lemma2", "loss"), t)! / before).toBeCloseTo(1, 12);
  });

  test.each(["lemma2", "lemma1-printed", "lemma1-corrected", "lemma1-sharp"])("%s lies above the loss", (id) => {
    const line = of(id, "loss");
    expect(seriesValue(line, 0)).toBeNaN();
    for (let t = 1; t <= T; t++) expect(seriesValue(line, t)).toBeGreaterThan(loss[t]! - theory.infimum);
  });

  test("the printed lemma leaves more room than the sharp one", () => {
    for (let t = 1; t <= T; t += 13) {
      expect(seriesValue(of("lemma1-printed", "loss"), t)).toBeGreaterThan(seriesValue(of("lemma1-sharp", "loss"), t)!);
    }
  });

  test.each([0, 5, T])(
    "(19) is drawn squared on the squared gradient, ‖G‖² as a lower bound of the gap, at t = %i",
    (t) => {
      expect(seriesValue(of("gradient-bound", "gradient"), t)! / (4 * g[t]! ** 2 * vSq[t]!)).toBeCloseTo(1, 12);
      expect(seriesValue(of("gradient-loss", "loss"), t)! / (g[t]! ** 2 / (2 * theory.L))).toBeCloseTo(1, 12);
      expect(seriesValue(of("gradient-loss", "loss"), t)).toBeLessThanOrEqual((loss[t]! - theory.infimum) * (1 + 1e-9));
    },
  );

  test("where rows are further apart than a step there is no bound on the loss after it", () => {
    const thinned = plainHistory(rows, 10);
    const [line] = boundSeries("loss", { index: 0, history: thinned, theory }, [], "lemma2");
    expect(seriesValue(line!, 50)).toBeNaN();
  });
});
