/**
 * Audits in generated WebAssembly: the audit's formula for one kind of step, compiled once and evaluated wherever it is due.
 * Where WebAssembly is refused, the interpreter evaluates the same formula.
 */
import {
  type Audit,
  type AuditedScalar,
  auditAt,
  auditedScalars,
  auditOf,
  measureAudit,
} from "../../lora/certificates/audit";
import type { Lane } from "../../lora/lane";
import type { LaneState, StepProgram } from "../../lora/program";
import { matrix, resized } from "../../math/matrix";
import { leaf } from "../trace/leaf";
import { bindLane, record } from "../trace/record";
import { Float64Ops } from "./ops";
import { compileFormula, type Formula } from "./wasm/formula";

/** Audits states of one lane; `tolerance` is that of its losses in float64. */
export type Auditor = (state: LaneState, t: number) => Audit;

/** Formulas by program, the latest last. */
const compiled = new Map<string, Formula | null>();
const COMPILED_KEPT = 8;

function formulaOf(program: StepProgram, { inputs, state }: Lane): Formula | null {
  const key = `${program.key} r${program.r}`;
  const known = compiled.get(key);
  const formula = known === undefined ? compileFormula(graphOf(program, inputs, state)) : known;
  compiled.delete(key);
  compiled.set(key, formula);
  for (const oldest of compiled.keys()) {
    if (compiled.size <= COMPILED_KEPT) break;
    compiled.delete(oldest);
  }
  return formula;
}

function graphOf(program: StepProgram, inputs: Lane["inputs"], state: LaneState) {
  return record((o, node) => {
    const { scalars, gram, theta, step } = measureAudit(o, program, bindLane(node, inputs, state));
    return { row: auditedScalars.map((name) => scalars[name]), theta: [...theta, gram], step };
  });
}

export function createAuditor(lane: Lane, tolerance: (J: number, g: number, vSq: number) => number): Auditor {
  const { program, inputs } = lane;
  const formula = formulaOf(program, lane);
  if (!formula) {
    const o = new Float64Ops();
    return (state, t) => auditAt(o, lane, state, t, tolerance);
  }
  const side = Math.min(program.m, program.n);
  const gram = matrix(side, side, formula.matrices.at(-1)!);
  const indices = new Map(auditedScalars.map((name, i) => [name, i]));
  const measured = (name: AuditedScalar) => formula.scalars[indices.get(name)!]!;
  return (state, t) => {
    const own = unpadded(program, state);
    for (const { source, memory } of formula.inputs) memory.set(leaf(source, inputs, own).data);
    formula.evaluate();
    return auditOf(t, measured, gram, tolerance);
  };
}

/** The state of a lane that ran batched with lanes of higher rank, without the zeros added for them. */
function unpadded({ method, m, n, r }: StepProgram, state: LaneState): LaneState {
  const [B, A] = state.theta;
  if (!method.factored || !B || !A || B.columns === r) return state;
  return { ...state, theta: [resized(B, m, r), resized(A, r, n)] };
}
