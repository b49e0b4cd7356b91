import { expect, test } from "vitest";
import { record } from "../../trace/record";
import { compileFormula } from "./formula";

const LENGTH = 12;

test("a formula over columns looks at as many entries as it is asked to, and passes over NaN in a maximum", () => {
  const { inputs, scalars, matrices, evaluate } = compileFormula(
    record((o, leaf) => {
      const x = leaf({ of: "matrix", name: "x" }, { rows: 1, columns: LENGTH });
      return { row: [o.sum(x), o.rowMax(x)], theta: [o.scale(x, -2)], step: o.constant(0) };
    }),
    LENGTH,
  )!;
  const x = inputs[0]!.memory;
  const [doubled] = matrices;
  for (let count = 0; count <= LENGTH; count++) {
    for (let k = 0; k < LENGTH; k++) x[k] = k < count ? 2 ** (k % 5) : Number.NaN;
    doubled!.fill(0);
    evaluate(count);
    const seen = [...x.subarray(0, count)];
    const sum = seen.reduce((a, b) => a + b, 0);
    expect([...scalars]).toEqual([sum, Math.max(...seen)]);
    expect([...doubled!]).toEqual([...seen.map((value) => -2 * value), ...Array(LENGTH - count).fill(0)]);
  }
  x.fill(1);
  x[3] = Number.NaN;
  evaluate(LENGTH);
  expect([...scalars]).toEqual([Number.NaN, 1]);
});
