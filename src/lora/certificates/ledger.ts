/**
 * The ledger of one lane: every certificate evaluated as rows arrive, in one pass with a running state and no object a row.
 * On float32 engines a failure in a row is a suspicion only: it counts if the same step, recomputed in float64 from the same V_t,
 * fails too (`recheck`). Rows after a non-finite one are not judged.
 */
import type { Audit } from "./audit";
import { type Precision, runConstants, toleranceOfLoss } from "./constants";
import { auditCertificates, certificates, iterateCertificates, runCertificates } from "./index";
import { createTally, type Tally, type TallyEntry } from "./tally";
import type { Certificate, Comparison, Context, Iterate, Prefix, Verdict } from "./types";

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
  /** Iterates whose failure on a float32 engine awaits a float64 judgement; at most a few, the first ones. */
  readonly suspects: readonly number[];
  /** Judges a suspect by its float64 recomputation. */
  recheck(audit: Audit): void;
  /** one entry for each certificate, in the order of the families */
  entries(): readonly LedgerEntry[];
  /** the last iterate judged; −1 before the first */
  readonly lastStep: number;
}

/** Suspects kept: a run that fails this often fails. */
const MAX_SUSPECTS = 256;

export function createLedger(context: Context, precision: Precision): Ledger {
  const constants = runConstants(context, precision);
  const tolerance = toleranceOfLoss(context, precision);
  const exact = precision === "float64";
  const reasons = certificates.map((certificate) => certificate.applies(context));
  const tally = createTally(certificates);
  const suspects: number[] = [];
  const out: Comparison = { left: 0, right: 0, tolerance: 0, measured: 0 };
  const at: Iterate = { t: -1, J: 0, sSq: 0, eta: 0, vSq: 0, g: 0, nextJ: 0, tolJ: 0 };
  const prefix = createPrefix();
  // Outside its assumptions a statement is still evaluated, to say whether it happens to fail; without V it has no meaning.
  const judged = certificates.map((certificate, i) =>
    context.factored || certificate.applies(context) === null ? i : -1,
  );
  const runOffset = iterateCertificates.length;
  let alive = true;

  const judgeIterate = (index: number, tallyAt: Tally) => {
    iterateCertificates[index]!.compare(at, context, constants, out);
    if (!exact && tallyAt.fails(out)) {
      if (suspects.length < MAX_SUSPECTS && suspects.at(-1) !== at.t) suspects.push(at.t);
    } else tallyAt.record(index, out, at.t);
  };

  const judgeIterates = (needsNext: boolean) => {
    for (let i = 0; i < iterateCertificates.length; i++) {
      if (judged[i] !== -1 && iterateCertificates[i]!.needsNext === needsNext) judgeIterate(i, tally);
    }
  };

  const judgeRun = () => {
    for (let i = 0; i < runCertificates.length; i++) {
      if (judged[runOffset + i] === -1) continue;
      runCertificates[i]!.compare(prefix, context, constants, out);
      tally.record(runOffset + i, out, prefix.T);
    }
  };

  const take = (J: number, sSq: number, eta: number, vSq: number, g: number) => {
    const t = at.t + 1;
    const tolJ = tolerance(J, g, vSq);
    if (t > 0) {
      at.nextJ = J;
      at.tolJ = Math.max(at.tolJ, tolJ);
      judgeIterates(true);
    }
    at.t = t;
    at.J = J;
    at.sSq = sSq;
    at.eta = eta;
    at.vSq = vSq;
    at.g = g;
    at.tolJ = tolJ;
    judgeIterates(false);
    prefix.T = t;
    prefix.J = J;
    prefix.vSq = vSq;
    prefix.eta = eta;
    if (t > 0) judgeRun();
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
    audit(audit) {
      if (!(Number.isFinite(audit.J) && Number.isFinite(audit.nextJ) && Number.isFinite(audit.sSq))) return;
      const offset = runOffset + runCertificates.length;
      for (let i = 0; i < auditCertificates.length; i++) {
        if (judged[offset + i] === -1) continue;
        auditCertificates[i]!.compare(audit, context, out);
        tally.record(offset + i, out, audit.t);
      }
    },
    recheck(audit) {
      const row: Iterate = audit;
      for (let i = 0; i < iterateCertificates.length; i++) {
        if (judged[i] === -1) continue;
        iterateCertificates[i]!.compare(row, context, runConstants(context, "float64"), out);
        if (tally.fails(out)) tally.record(i, out, audit.t);
      }
      suspects.splice(0, suspects.length, ...suspects.filter((t) => t !== audit.t));
    },
    entries: () => certificates.map((certificate, i) => entryOf(certificate, reasons[i]!, tally.entry(i))),
  };
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
