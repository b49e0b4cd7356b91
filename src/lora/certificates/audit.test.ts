import { describe, expect, test } from "vitest";
import { Float64Ops } from "../../engine/float64/ops";
import { methods, prepareLane } from "../lane.fixtures";
import { laneConfig } from "../laneConfig.fixtures";
import type { Method } from "../types";
import { auditAt } from "./audit";
import { toleranceOfLoss } from "./constants";
import { createLedger } from "./ledger";

const lora = methods.find(({ id }) => id === "lora")!;

/** Verdicts of the audited statements at V_0 when a faulty method computes the gradient or moves the factors. */
function verdictsWith(method: Method, changes: Parameters<typeof laneConfig>[0] = {}) {
  const o = new Float64Ops();
  const lane = prepareLane(laneConfig({ m: 6, n: 5, r: 2, init: "gauss", scale: 0.5, ...changes }), {}, o);
  const faulty = { program: { ...lane.program, method }, inputs: lane.inputs };
  const { theory } = lane.facts;
  const ledger = createLedger(theory, "float64");
  ledger.audit(auditAt(o, faulty, lane.state, 0, toleranceOfLoss(theory, "float64")));
  return Object.fromEntries(ledger.entries().map(({ id, verdict }) => [id, verdict]));
}

const audited = ["gradient-form", "gradient-bound-sharp", "extractor-norms", "balance", "smoothness", "descent-lemma"];

describe("an audit through the matrices", () => {
  test("finds nothing wrong with LoRA descent", () => {
    const verdicts = verdictsWith(lora);
    expect(audited.map((id) => verdicts[id])).toEqual(audited.map(() => "holds"));
  });

  test.each(["quadratic", "regression", "logistic", "power-tail", "log-tail"])(
    "sees a gradient that is wrong by one part in a million: %s",
    (loss) => {
      const off: Method = {
        ...lora,
        gradient: (o, theta, G, data) => lora.gradient(o, theta, G, data).map((X) => o.scale(X, 1 + 1e-6)),
      };
      expect(verdictsWith(off, { loss })["gradient-form"]).toBe("violated");
    },
  );

  test("sees that A moved by the new B: the terms linear in η no longer cancel", () => {
    const sequential: Method = {
      ...lora,
      // a direction for A that leans on B − B's own step, as updating the factors one after the other does
      direction: (o, [B], [gB, gA]) => [gB!, o.addScaled(gA!, -1e-3, o.matmulTN(gB!, o.matmul(B!, gA!)))],
    };
    expect(verdictsWith(sequential).balance).toBe("violated");
  });

  test("sees weights that move farther than the gradient allows: a smoothness constant told too small", () => {
    const o = new Float64Ops();
    const lane = prepareLane(laneConfig({ m: 6, n: 5, r: 2, init: "gauss", L: 4 }), {}, o);
    const theory = { ...lane.facts.theory, L: 3.9, trueL: 3.9 };
    const ledger = createLedger(theory, "float64");
    ledger.audit(auditAt(o, lane, lane.state, 0, toleranceOfLoss(theory, "float64")));
    const verdicts = Object.fromEntries(ledger.entries().map(({ id, verdict }) => [id, verdict]));
    expect([verdicts.smoothness, verdicts["descent-lemma"]]).toEqual(["violated", "violated"]);
  });
});
