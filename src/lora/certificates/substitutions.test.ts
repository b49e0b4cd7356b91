import { describe, expect, test } from "vitest";
import { evaluator } from "../../charts/evaluation";
import { judgedRun } from "../../charts/judgedLane.fixtures";
import { constantsOf } from "./constants";
import { iterateCertificates, runCertificates } from "./index";
import { iterateNumbers, prefixNumbers, substitutionOf, substitutions } from "./substitutions";
import { texValue } from "./texValue.fixtures";

const T = 300;

test("the reader of formulas knows fractions, roots, powers, extremes and products without a sign", () => {
  const numbers = { a: 3, b: -2 };
  expect(texValue("5\\sqrt2 \\cdot \\v{a}^2", numbers)).toBeCloseTo(45 * Math.SQRT2, 12);
  expect(texValue("\\frac{\\v{a} - \\v{b}}{2} + \\tfrac12", numbers)).toBe(3);
  expect(texValue("\\max\\left\\{1, \\v{a} / 6 \\cdot 4\\right\\} - \\ln(1)", numbers)).toBe(2);
  expect(() => texValue("\\v{c}", numbers)).toThrow("no number c");
  expect(() => texValue("2)", numbers)).toThrow("left over");
});

const runs = {
  "a quadratic": await judgedRun({ m: 6, n: 5, trank: 2, init: "gauss", scale: 0.01 }, T),
  "regression with noise, its L* above 0": await judgedRun(
    { loss: "regression", m: 4, n: 3, noise: 0.3, init: "gauss" },
    T,
  ),
  "RAC-LoRA with step 1/L": await judgedRun({ m: 6, n: 5, r: 2, method: "rac", step: "auto" }, T),
  "a start so near that K is below 1": await judgedRun(
    { m: 2, n: 2, L: 1, tscale: 0.002, init: "gauss", scale: 0.002 },
    T,
  ),
};

const near = (a: number, b: number, scale: number) => Math.abs(a - b) <= 1e-10 * Math.max(Math.abs(scale), 1e-300);

describe.each(Object.entries(runs))("on %s", (_, lane) => {
  const constants = constantsOf(lane.theory, "float64");
  const judged = [...iterateCertificates, ...runCertificates].filter(({ applies }) => applies(lane.theory) === null);

  test.each(judged.map((certificate) => [certificate.id, certificate] as const))(
    "%s with its numbers in it leaves the room that the ledger finds",
    (id, certificate) => {
      const evaluate = evaluator(certificate, lane, "float64");
      const [relation, ...definitions] = substitutions[substitutionOf(id, constants)]!.split(",\\quad ");
      for (const row of [1, 2, 17, 100, T - 1]) {
        const found = evaluate(row)!;
        const numbers =
          found.kind === "run" ? prefixNumbers(found.at, lane.theory, constants) : iterateNumbers(found.at, constants);
        const { left, right } = found.comparison;
        const isAtLeast = relation!.includes("\\ge");
        const sides = relation!.split(/\\[gl]e(?![a-z])/).map((side) => texValue(side, numbers));
        if (isAtLeast) sides.reverse();
        if (sides.length === 3) {
          // the ratio in its band, times what it is relative to
          const [low, ratio, high] = sides as [number, number, number];
          const room = Math.min(ratio - low, high - ratio) * numbers.fall!;
          expect([id, row, near(room, right - left, numbers.J!)]).toEqual([id, row, true]);
        } else {
          const [less, more] = sides as [number, number];
          expect([id, row, near(more - less, right - left, Math.max(more, right))]).toEqual([id, row, true]);
          if (certificate.kind === "run") expect(more / right).toBeCloseTo(1, 11);
        }
        for (const definition of definitions) {
          const [name, formula, value] = definition.split("=").map((part) => part.trim());
          expect(name).not.toContain("\\v");
          expect(texValue(formula!, numbers) / texValue(value!, numbers)).toBeCloseTo(1, 11);
        }
      }
    },
  );
});

test("every certificate that reads columns has its substitution on one of these runs, and no other has one", () => {
  const tested = Object.values(runs).flatMap(({ theory }) =>
    [...iterateCertificates, ...runCertificates]
      .filter(({ applies }) => applies(theory) === null)
      .map(({ id }) => substitutionOf(id, constantsOf(theory, "float64"))),
  );
  expect([...new Set(tested)].sort()).toEqual(Object.keys(substitutions).sort());
});
