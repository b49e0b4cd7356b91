import { describe, expect, test } from "vitest";
import { iterateCertificates, runCertificates } from "../lora/certificates/index";
import { createLedger } from "../lora/certificates/ledger";
import { evaluator } from "./evaluation";
import { judgedRun } from "./judgedLane.fixtures";

const T = 200;
const judged = [...iterateCertificates, ...runCertificates];
const byId = (id: string) => judged.find((certificate) => certificate.id === id)!;
const run = await judgedRun({ m: 6, n: 5, trank: 2, init: "gauss", scale: 0.01 }, T);
const near = await judgedRun({ m: 2, n: 2, L: 1, tscale: 0.002, init: "gauss", scale: 0.002 }, T);

const projected = await judgedRun({ m: 6, n: 5, r: 2, method: "rac", step: "auto" }, T);

describe.each([
  ["a run", run],
  ["a run with K below 1", near],
  ["a run of RAC-LoRA", projected],
])("on %s", (_, { theory, typed, history }) => {
  test.each([2, 3, 50, T])("at t = %i every certificate comes out as the ledger's", (t) => {
    const ledger = createLedger(theory, "float64");
    ledger.append(typed, 0, t + 1);
    for (const { id, left, right, tolerance, evaluated } of ledger.entries()) {
      const certificate = judged.find((each) => each.id === id);
      if (!certificate || evaluated === 0) continue;
      // Statements on a step were judged last on the one that ends at t.
      const row = certificate.kind === "step" ? t - 1 : t;
      const { comparison } = evaluator(certificate, { history, theory }, "float64")(row)!;
      for (const [name, found, expected] of [
        ["left", comparison.left, left],
        ["right", comparison.right, right],
        ["tolerance", comparison.tolerance, tolerance],
      ] as const) {
        const isSame = Math.abs(found - expected) <= 1e-10 * Math.abs(expected);
        expect([id, name, isSame]).toEqual([id, name, true]);
      }
    }
  });
});

test("before the first step nothing is said of a prefix, after the last row nothing of a step", () => {
  expect(evaluator(byId("growth"), run, "float64")(0)).toBeNull();
  expect(evaluator(byId("lemma2"), run, "float64")(T)).toBeNull();
  expect(evaluator(byId("lemma2"), run, "float64")(T - 1)?.t).toBe(T - 1);
  expect(evaluator(byId("gradient-bound"), run, "float64")(T)?.t).toBe(T);
  expect(evaluator(byId("gradient-bound"), run, "float64")(-1)).toBeNull();
});

test("where rows are further apart than a step, steps are unknown and all else is known", async () => {
  const thinned = await judgedRun({ m: 3, n: 2 }, T, 10);
  expect(evaluator(byId("lemma2"), thinned, "float64")(4)).toBeNull();
  expect(evaluator(byId("gradient-bound"), thinned, "float64")(4)?.t).toBe(40);
  expect(evaluator(byId("min-gradient"), thinned, "float64")(4)?.comparison.left).toBe(
    Math.min(...thinned.rows.grad_norm_sq.slice(0, 40)),
  );
});

test("a row that is not finite is not judged, nor the step into it", () => {
  const broken = { theory: run.theory, history: run.history };
  const { all } = run.history;
  const kept = all.loss![20]!;
  all.loss![20] = Number.POSITIVE_INFINITY;
  expect(evaluator(byId("gradient-bound"), broken, "float64")(20)).toBeNull();
  expect(evaluator(byId("growth"), broken, "float64")(20)).toBeNull();
  expect(evaluator(byId("lemma2"), broken, "float64")(19)).toBeNull();
  all.loss![20] = kept;
});
