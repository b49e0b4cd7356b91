import fc from "fast-check";
import { describe, expect, test, vi } from "vitest";
import { auditAt } from "../../lora/certificates/audit";
import { toleranceOfLoss } from "../../lora/certificates/constants";
import { createLedger } from "../../lora/certificates/ledger";
import { runLedger } from "../../lora/certificates/ledger.fixtures";
import type { LedgerRows } from "../../lora/certificates/reader";
import { prepareLane } from "../../lora/lane.fixtures";
import { laneConfig } from "../../lora/laneConfig.fixtures";
import { relativeDistance } from "../conformance.fixtures";
import { createAuditor } from "./auditor";
import { createChunkJudge } from "./chunkJudge";
import { createFloat64Engine } from "./engine";
import { Float64Ops } from "./ops";

const T = 1200;

async function rowsOf(changes: Parameters<typeof laneConfig>[0]) {
  const { columns, lane } = await runLedger(laneConfig(changes), T);
  const [loss, grad_norm_sq, step_size, v_norm_sq, loss_grad_norm] = columns.map((column) => Float64Array.from(column));
  const rows: LedgerRows = {
    loss: loss!,
    grad_norm_sq: grad_norm_sq!,
    step_size: step_size!,
    v_norm_sq: v_norm_sq!,
    loss_grad_norm: loss_grad_norm!,
  };
  return { rows, context: lane.facts.theory };
}

describe("rows judged in chunks by generated code", () => {
  const judge = createChunkJudge()!;

  test.each([
    ["a converging run", {}],
    ["a run that stays on a plateau", { init: "gauss", scale: 1e-6 }],
    ["another step rule than (8)", { step: "constant", eta: { value: 0.3, perL: false } }],
    ["a run that diverges", { step: "constant", eta: { value: 3, perL: false }, scale: 3, init: "gauss" }],
    ["L below 1, where rule (8) raises the loss", { L: 0.01, tscale: 30, init: "gauss" }],
    ["full-rank descent", { method: "full" }],
  ] as const)("give the ledger of rows judged one by one: %s", async (_, changes) => {
    const { rows, context } = await rowsOf(changes);
    for (const precision of ["float64", "float32"] as const) {
      const singly = createLedger(context, precision);
      const inChunks = createLedger(context, precision, { judge });
      singly.append(rows, 0, T + 1);
      inChunks.append(rows, 0, T + 1);
      expect(inChunks.entries()).toEqual(singly.entries());
      expect(inChunks.suspects).toEqual(singly.suspects);
      expect(inChunks.lastStep).toBe(singly.lastStep);
    }
  });

  test("do not depend on how the run was cut into blocks, nor on a row that is falsified or not finite", async () => {
    const { rows, context } = await rowsOf({ init: "gauss", scale: 0.4 });
    const lie = fc.record({
      column: fc.constantFrom("loss", "grad_norm_sq", "step_size", "v_norm_sq", "loss_grad_norm"),
      at: fc.nat(T),
      factor: fc.constantFrom(1, 0, -1, 1e-6, 0.999, 1.5, 1e6, Number.NaN, Number.POSITIVE_INFINITY),
    });
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 1, max: 700 }), { minLength: 1 }),
        lie,
        (blocks, { column, at, factor }) => {
          const told: LedgerRows = { ...rows, [column]: rows[column as keyof LedgerRows].slice() };
          told[column as keyof LedgerRows][at]! *= factor;
          const singly = createLedger(context, "float64");
          singly.append(told, 0, T + 1);
          const inChunks = createLedger(context, "float64", { judge });
          let from = 0;
          for (const block of [...blocks, T + 1]) {
            const count = Math.min(block, T + 1 - from);
            inChunks.append(told, from, count);
            from += count;
          }
          expect(inChunks.entries()).toEqual(singly.entries());
          expect(inChunks.suspects).toEqual(singly.suspects);
        },
      ),
      { numRuns: 100 },
    );
  });
});

test("where WebAssembly is refused, the interpreter audits, and makes the step that the engine makes", async () => {
  const o = new Float64Ops();
  const lane = prepareLane(laneConfig({ m: 7, n: 3, r: 2, init: "gauss" }), {}, o);
  const tolerance = toleranceOfLoss(lane.facts.theory, "float64");
  const refused = vi.spyOn(WebAssembly, "Module").mockImplementation(function refuse() {
    throw new WebAssembly.CompileError("refused");
  });
  const { audit, next } = createAuditor(lane, tolerance);
  expect(refused).toHaveBeenCalled();
  refused.mockRestore();
  expect(audit(lane.state, 0)).toEqual(auditAt(o, lane, lane.state, 0, tolerance));
  const run = await createFloat64Engine().start(lane.program, [lane.inputs], [lane.state]);
  const [state] = (await run.advance(1)).states;
  next().theta.forEach((X, i) => {
    expect(relativeDistance(X.data, state!.theta[i]!.data)).toBeLessThan(1e-13);
  });
});

describe("an audit by generated code", () => {
  test.each([
    [{ m: 6, n: 5, r: 2, init: "gauss", scale: 0.5 }],
    [{ loss: "logistic", m: 5, n: 6, r: 3, init: "gauss" }],
    [{ loss: "regression", m: 3, n: 4, r: 2, step: "armijo" }],
    [{ m: 6, n: 5, method: "full" }],
    [{ m: 4, n: 4, r: 1, init: "zero" }],
  ] as const)("measures what the interpreter measures: %o", async (changes) => {
    const o = new Float64Ops();
    const lane = prepareLane(laneConfig(changes), {}, o);
    const tolerance = toleranceOfLoss(lane.facts.theory, "float64");
    const { audit, next } = createAuditor(lane, tolerance);
    const run = await createFloat64Engine().start(lane.program, [lane.inputs], [lane.state]);
    let { state } = lane;
    for (let t = 0; t < 5; t++) {
      const generated = audit(state, t);
      const interpreted = auditAt(o, lane, state, t, tolerance);
      for (const [name, value] of Object.entries(interpreted)) {
        const seen = generated[name as keyof typeof generated];
        // Sums are taken in another order; quotients divide the difference of two losses by h.
        const size = name.startsWith("quotient") ? 1e-8 * (1 + interpreted.sSq) : 1e-12 * (1 + interpreted.weightScale);
        if (Number.isNaN(value)) expect(seen).toBeNaN();
        else expect(Math.abs(seen - value)).toBeLessThanOrEqual(size * (1 + Math.abs(value)));
      }
      const after = next();
      state = (await run.advance(1)).states[0]!;
      state.theta.forEach((X, i) => {
        expect(relativeDistance(after.theta[i]!.data, X.data)).toBeLessThan(1e-12);
      });
      expect(after.previousStep).toBeCloseTo(state.previousStep, 12);
    }
  });
});
