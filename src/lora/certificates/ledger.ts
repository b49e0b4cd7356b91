/**
 * The ledger of one lane: every certificate evaluated as rows arrive, in one pass with a running state and no object a row.
 * On float32 engines a failure in a row is a suspicion only: it counts if the same step, recomputed in float64 from the same V_t,
 * fails too (`recheck`). Rows after a non-finite one are not judged.
 */
import type { Audit } from "./audit";
import { type Precision, runConstants, toleranceOfLoss } from "./constants";
import { auditCertificates, certificates, iterateCertificates, runCertificates } from "./index";
import { createTally, type TallyEntry } from "./tally";
import type {
  Certificate,
  Comparison,
  Context,
  Iterate,
  IterateCertificate,
  Prefix,
  RunCertificate,
  Verdict,
} from "./types";

/** The columns that certificates read: lane's own slices, one value a row. */
export interface LedgerRows {
  readonly loss: ArrayLike<number>;
  readonly grad_norm_sq: ArrayLike<number>;
  readonly step_size: ArrayLike<number>;
  readonly v_norm_sq: ArrayLike<number>;
  readonly loss_grad_norm: ArrayLike<number>;
}

export interface LedgerEntry extends TallyEntry {
  readonly id: string;
  readonly verdict: Verdict;
  /** why it does not apply; null where it does */
  readonly reason: string | null;
}

export interface Ledger {
  /** Takes rows [from, from + count) of the columns, the next iterates after those taken before. */
  append(rows: LedgerRows, from: number, count: number): void;
  audit(audit: Audit): void;
  /** Iterates at which a row failed, to be looked at with the matrices: on a float32 engine the failure counts only then. */
  readonly suspects: readonly number[];
  /** Judges a suspect by its float64 recomputation, audited statements included. */
  recheck(audit: Audit): void;
  /** one entry for each certificate, in the order of the families */
  entries(): readonly LedgerEntry[];
  /** the last iterate judged; −1 before the first */
  readonly lastStep: number;
}

/** Suspects kept at a time on a float32 engine, and over a whole run in float64: a run that fails this often fails. */
const MAX_SUSPECTS = 256;
const MAX_AUDITED_FAILURES = 16;

/** `unaudited`: why no state of this lane is audited, one clause; null if they are. */
export function createLedger(context: Context, precision: Precision, unaudited: string | null = null): Ledger {
  const constants = runConstants(context, precision);
  const tolerance = toleranceOfLoss(context, precision);
  const exact = precision === "float64";
  const reasons = certificates.map(
    (certificate) => certificate.applies(context) ?? (certificate.kind === "audit" ? unaudited : null),
  );
  const tally = createTally(certificates);
  const suspects: number[] = [];
  const out: Comparison = { left: 0, right: 0, tolerance: 0, measured: 0 };
  const at: Iterate = { t: -1, J: 0, sSq: 0, eta: 0, vSq: 0, g: 0, nextJ: 0, tolJ: 0 };
  const prefix = createPrefix();
  // Outside its assumptions a statement is still evaluated, to say whether it happens to fail; without V it has no meaning.
  const isJudged = (index: number) => context.factored || reasons[index] === null;
  const runOffset = iterateCertificates.length;
  const auditOffset = runOffset + runCertificates.length;
  // The loops over a run call bare functions: certificates of differing shapes would make every property a search.
  const iterates = iterateCertificates.map((certificate, i) => ({ ...certificate, i })).filter(({ i }) => isJudged(i));
  const stepComparisons = comparisonsOf(iterates.filter(({ needsNext }) => needsNext));
  const rowComparisons = comparisonsOf(iterates.filter(({ needsNext }) => !needsNext));
  const runComparisons = comparisonsOf(
    runCertificates.map((certificate, k) => ({ ...certificate, i: runOffset + k })).filter(({ i }) => isJudged(i)),
  );
  let failures = 0;
  let alive = true;

  const judgeIterates = ({ indices, compare }: Comparisons<IterateCertificate["compare"]>) => {
    for (let k = 0; k < compare.length; k++) {
      compare[k]!(at, context, constants, out);
      const failed = tally.fails(out);
      if (
        failed &&
        suspects.at(-1) !== at.t &&
        (exact ? failures++ < MAX_AUDITED_FAILURES : suspects.length < MAX_SUSPECTS)
      ) {
        suspects.push(at.t);
      }
      if (exact || !failed) tally.record(indices[k]!, out, at.t);
    }
  };

  const judgeRun = ({ indices, compare }: Comparisons<RunCertificate["compare"]>) => {
    for (let k = 0; k < compare.length; k++) {
      compare[k]!(prefix, context, constants, out);
      tally.record(indices[k]!, out, prefix.T);
    }
  };

  const judgeAudit = (audit: Audit) => {
    if (!(Number.isFinite(audit.J) && Number.isFinite(audit.nextJ) && Number.isFinite(audit.sSq))) return;
    for (let i = 0; i < auditCertificates.length; i++) {
      if (!isJudged(auditOffset + i)) continue;
      auditCertificates[i]!.compare(audit, context, out);
      tally.record(auditOffset + i, out, audit.t);
    }
  };

  const take = (J: number, sSq: number, eta: number, vSq: number, g: number) => {
    const t = at.t + 1;
    const tolJ = tolerance(J, g, vSq);
    if (t > 0) {
      at.nextJ = J;
      at.tolJ = Math.max(at.tolJ, tolJ);
      judgeIterates(stepComparisons);
    }
    at.t = t;
    at.J = J;
    at.sSq = sSq;
    at.eta = eta;
    at.vSq = vSq;
    at.g = g;
    at.tolJ = tolJ;
    judgeIterates(rowComparisons);
    prefix.T = t;
    prefix.J = J;
    prefix.vSq = vSq;
    prefix.eta = eta;
    if (t > 0) judgeRun(runComparisons);
    extend(prefix, at, constants.K);
  };

  return {
    suspects,
    get lastStep() {
      return at.t;
    },
    append(rows, from, count) {
      for (let i = from; i < from + count && alive; i++) {
        const J = rows.loss[i]!;
        const sSq = rows.grad_norm_sq[i]!;
        alive = Number.isFinite(J) && Number.isFinite(sSq);
        if (alive) take(J, sSq, rows.step_size[i]!, rows.v_norm_sq[i]!, rows.loss_grad_norm[i]!);
      }
    },
    audit: judgeAudit,
    recheck(audit) {
      const inFloat64 = runConstants(context, "float64");
      for (const { i, compare } of exact ? [] : iterates) {
        compare(audit, context, inFloat64, out);
        if (tally.fails(out)) tally.record(i, out, audit.t);
      }
      judgeAudit(audit);
      suspects.splice(0, suspects.length, ...suspects.filter((t) => t !== audit.t));
    },
    entries: () => certificates.map((certificate, i) => entryOf(certificate, reasons[i]!, tally.entry(i))),
  };
}

interface Comparisons<Compare> {
  readonly indices: readonly number[];
  readonly compare: readonly Compare[];
}

function comparisonsOf<Compare>(
  judged: readonly { readonly i: number; readonly compare: Compare }[],
): Comparisons<Compare> {
  return { indices: judged.map(({ i }) => i), compare: judged.map(({ compare }) => compare) };
}

function entryOf({ id }: Certificate, reason: string | null, tally: TallyEntry): LedgerEntry {
  if (reason === null) return { id, reason, ...tally };
  const { firstViolation } = tally;
  const outside = firstViolation === null ? "" : `; outside its assumptions it fails from t = ${firstViolation}`;
  return { id, ...tally, verdict: "not-applicable", reason: reason + outside };
}

function createPrefix(): Prefix & { compensation: number } {
  return {
    T: 0,
    S: 0,
    minSSq: Number.POSITIVE_INFINITY,
    maxVSq: 0,
    harmonic: 0,
    J: 0,
    vSq: 0,
    eta: 0,
    compensation: 0,
  };
}

/** Takes the row at t into the prefix; S by compensated summation. */
function extend(prefix: Prefix & { compensation: number }, at: Iterate, K: number): void {
  const term = at.eta - prefix.compensation;
  const sum = prefix.S + term;
  prefix.compensation = sum - prefix.S - term;
  prefix.S = sum;
  prefix.minSSq = Math.min(prefix.minSSq, at.sSq);
  prefix.maxVSq = Math.max(prefix.maxVSq, at.vSq);
  prefix.harmonic += 1 / Math.max(1, at.t + K);
}
