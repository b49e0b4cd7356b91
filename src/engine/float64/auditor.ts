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
import type { LossTolerance } from "../../lora/certificates/constants";
import type { Lane } from "../../lora/lane";
import { boundData, descend, type LaneInputs, type LaneState, type StepProgram } from "../../lora/program";
import { largestEigenvalue } from "../../math/factorization";
import { copyOf, matrix, resized } from "../../math/matrix";
import { leaf } from "../trace/leaf";
import { bindLane, record } from "../trace/record";
import { Float64Ops } from "./ops";
import { compileLargestEigenvalue } from "./wasm/eigenvalue";
import { compileFormula, type Formula } from "./wasm/formula";

/** Audits states of one lane. */
export interface Auditor {
  audit(state: LaneState, t: number): Audit;
  /** The state after the step from the state audited last, links aside. */
  next(): LaneState;
}

interface Compiled {
  readonly formula: Formula;
  /** ‖G‖₂ of the G that the formula was evaluated at last */
  spectralNorm(): number;
  /** of the lane that the formula was evaluated for last */
  inputs: LaneInputs | null;
}

/** By program, the latest last; null where WebAssembly is refused. */
const compiled = new Map<string, Compiled | null>();
const COMPILED_KEPT = 8;

function compiledFor(program: StepProgram, { inputs, state }: Lane): Compiled | null {
  const key = `${program.key} r${program.r}`;
  let known = compiled.get(key);
  if (known === undefined) {
    const formula = compileFormula(graphOf(program, inputs, state));
    known = formula && { formula, spectralNorm: spectralNormOf(formula, Math.min(program.m, program.n)), inputs: null };
  }
  compiled.delete(key);
  compiled.set(key, known);
  for (const oldest of compiled.keys()) {
    if (compiled.size <= COMPILED_KEPT) break;
    compiled.delete(oldest);
  }
  return known;
}

/** From the Gram matrix of G, the last of what the formula computes. */
function spectralNormOf({ matrices }: Formula, side: number): () => number {
  const gram = matrix(side, side, matrices.at(-1)!);
  const generated = compileLargestEigenvalue(side);
  return () => Math.sqrt(generated ? generated(gram.data) : largestEigenvalue(gram));
}

function graphOf(program: StepProgram, inputs: Lane["inputs"], state: LaneState) {
  return record((o, node) => {
    const { scalars, gram, theta, step } = measureAudit(o, program, bindLane(node, inputs, state));
    return { row: auditedScalars.map((name) => scalars[name]), theta: [...theta, gram], step };
  });
}

/** `tolerance`: that of the lane's losses in float64. */
export function createAuditor(lane: Lane, tolerance: LossTolerance): Auditor {
  const { program, inputs } = lane;
  const known = compiledFor(program, lane);
  return known ? generatedAuditor(known, program, inputs, tolerance) : interpretingAuditor(lane, tolerance);
}

function generatedAuditor(
  known: Compiled,
  program: StepProgram,
  inputs: LaneInputs,
  tolerance: LossTolerance,
): Auditor {
  const { formula, spectralNorm } = known;
  const ofState = formula.inputs.filter(({ source: { of } }) => of === "theta" || of === "previousStep");
  const indices = new Map(auditedScalars.map((name, i) => [name, i]));
  const measured = (name: AuditedScalar) => formula.scalars[indices.get(name)!]!;
  let latest: LaneState | null = null;
  return {
    audit(state, t) {
      latest = unpadded(program, state);
      // What the lane itself brings stays in memory until another lane's is written over it.
      for (const { source, memory } of known.inputs === inputs ? ofState : formula.inputs) {
        memory.set(leaf(source, inputs, latest).data);
      }
      known.inputs = inputs;
      formula.evaluate();
      return auditOf(t, measured, spectralNorm(), tolerance);
    },
    next: () => ({
      theta: latest!.theta.map(({ rows, columns }, i) => matrix(rows, columns, formula.matrices[i]!.slice())),
      previousStep: measured("eta"),
    }),
  };
}

function interpretingAuditor(lane: Lane, tolerance: LossTolerance): Auditor {
  const o = new Float64Ops();
  let latest = lane.state;
  return {
    audit(state, t) {
      latest = state;
      return auditAt(o, lane, state, t, tolerance);
    },
    next() {
      o.rewind();
      const bound = { ...lane.inputs, data: boundData(lane.inputs), ...latest };
      const { theta, step } = descend(o, lane.program, bound);
      return { theta: theta.map(copyOf), previousStep: step };
    },
  };
}

/** The state of a lane that ran batched with lanes of higher rank, without the zeros added for them. */
function unpadded({ method, m, n, r }: StepProgram, state: LaneState): LaneState {
  const [B, A] = state.theta;
  if (!method.factored || !B || !A || B.columns === r) return state;
  return { ...state, theta: [resized(B, m, r), resized(A, r, n)] };
}
