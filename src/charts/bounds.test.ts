import { describe, expect, test } from "vitest";
import { runCertificates } from "../lora/certificates/index";
import { createLedger } from "../lora/certificates/ledger";
import { runLedger } from "../lora/certificates/ledger.fixtures";
import type { Context } from "../lora/certificates/types";
import { laneConfig } from "../lora/laneConfig.fixtures";
import { boundSeries, isDrawable } from "./bounds";
import { plainHistory } from "./history.fixtures";
import { seriesValue } from "./series";

const T = 400;
const charts = ["gradient", "step", "norm"];
const everyId = runCertificates.map(({ id }) => id);
const { lane, columns } = await runLedger(laneConfig({ m: 6, n: 5, trank: 2, init: "gauss", scale: 0.01 }), T);
const theory = lane.facts.theory;
const [loss, grad_norm_sq, step_size, v_norm_sq, loss_grad_norm] = columns.map((column) => Array.from(column));
function mapped<K extends string, X, Y>(record: Readonly<Record<K, X>>, f: (x: X) => Y): Record<K, Y> {
  // Object.entries forgets the keys.
  return Object.fromEntries(Object.entries<X>(record).map(([key, x]) => [key, f(x)])) as Record<K, Y>;
}

const rows = {
  loss: loss!,
  grad_norm_sq: grad_norm_sq!,
  step_size: step_size!,
  v_norm_sq: v_norm_sq!,
  loss_grad_norm: loss_grad_norm!,
};
const typed = mapped(rows, (column) => Float64Array.from(column));
const history = plainHistory({
  ...rows,
  sum_step_sizes: rows.step_size.map((_, t) => rows.step_size.slice(0, t).reduce((sum, eta) => sum + eta, 0)),
});
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
  const one = plainHistory({ v_norm_sq: [1.44, 1.44], loss: [9, 9], step_size: [1, 1], sum_step_sizes: [0, 1] });
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
