/**
 * The ledger of one lane: every certificate evaluated as rows arrive, in one pass with a running state. Whole chunks of rows are
 * judged by what the engine generated, if it did; the same formulas judge the other rows one by one.
 * On float32 engines a failure in a row is a suspicion only: it counts if the same step, recomputed in float64 from the same V_t,
 * fails too (`recheck`). Rows after a non-finite one are not judged.
 */
import { numbers } from "./arithmetic";
import type { Audit } from "./audit";
import { arrivalAt, arrivalColumns, type ChunkJudge, compareAt, judgedByRow } from "./chunk";
import { constantsOf, type Precision, toleranceOfLoss } from "./constants";
import { auditCertificates, certificates, iterateCertificates } from "./index";
import { createReader, type LedgerRows } from "./reader";
import { createTally, fails, type TallyEntry } from "./tally";
import type { Certificate, Context, Verdict } from "./types";

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

export interface LedgerOptions {
  /** why no state of this lane is audited, one clause; null if they are */
  readonly unaudited?: string | null;
  /** judges chunks of rows at once; rows are judged one by one without it */
  readonly judge?: ChunkJudge | null;
}

/** Suspects kept at a time on a float32 engine, and over a whole run in float64: a run that fails this often fails. */
const MAX_SUSPECTS = 256;
const MAX_AUDITED_FAILURES = 16;

export function createLedger(
  context: Context,
  precision: Precision,
  { unaudited = null, judge = null }: LedgerOptions = {},
): Ledger {
  const constants = constantsOf(context, precision);
  const exact = precision === "float64";
  const reasons = certificates.map(
    (certificate) => certificate.applies(context) ?? (certificate.kind === "audit" ? unaudited : null),
  );
  const tally = createTally(certificates);
  const suspects: number[] = [];
  // Outside its assumptions a statement is still evaluated, to say whether it happens to fail; without V it has no meaning.
  const isJudged = (index: number) => context.factored || reasons[index] === null;
  const judged = judgedByRow.map((certificate, i) => ({ certificate, i })).filter(({ i }) => isJudged(i));
  const isOfRow = (i: number) => i < iterateCertificates.length;
  const reader = createReader(constants.K, toleranceOfLoss(context, precision));
  const single = arrivalColumns(1);
  let failures = 0;

  const suspect = (t: number) => {
    if (suspects.at(-1) === t) return;
    if (exact ? failures++ < MAX_AUDITED_FAILURES : suspects.length < MAX_SUSPECTS) suspects.push(t);
  };

  /** A step is known by the iterate that it leaves. */
  const iterateOf = (certificate: Certificate, t: number) => (certificate.kind === "step" ? t - 1 : t);

  const judgeRow = (t: number) => {
    const arrival = arrivalAt(single, 0);
    for (const { certificate, i } of judged) {
      const at = iterateOf(certificate, t);
      if (at < 0 || (certificate.kind === "run" && t === 0)) continue;
      const comparison = compareAt(certificate, numbers, arrival, constants);
      const failed = isOfRow(i) && fails(comparison);
      if (failed) suspect(at);
      if (exact || !failed) tally.record(i, comparison, at);
    }
  };

  /** False if the chunk must be judged row by row: a row in it is suspect. */
  const judgeChunk = ({ columns, rows, tally: tallyOf }: ChunkJudge, firstStep: number): boolean => {
    const chunk = tallyOf(constants);
    const open = !exact || failures < MAX_AUDITED_FAILURES;
    if (open && judged.some(({ i }) => isOfRow(i) && chunk[i]!.passed < rows)) return false;
    for (const { certificate, i } of judged) {
      const at = iterateOf(certificate, firstStep);
      const firstViolation = chunk[i]!.passed < rows && tally.violations(i) === 0;
      if (firstViolation || Number.isNaN(chunk[i]!.tightest)) {
        for (let k = 0; k < rows; k++) {
          tally.record(i, compareAt(certificate, numbers, arrivalAt(columns, k), constants), at + k);
        }
      } else {
        tally.recordChunk(i, chunk[i]!, at);
      }
    }
    return true;
  };

  const judgeAudit = (audit: Audit) => {
    if (!(Number.isFinite(audit.J) && Number.isFinite(audit.nextJ) && Number.isFinite(audit.sSq))) return;
    auditCertificates.forEach((certificate, k) => {
      const i = judgedByRow.length + k;
      if (isJudged(i)) tally.record(i, certificate.compare(audit, context), audit.t);
    });
  };

  return {
    suspects,
    get lastStep() {
      return reader.lastStep;
    },
    append(rows, from, count) {
      const end = from + count;
      // The first row of a run completes no step; the last is judged by itself, since it leaves the sides that the ledger shows.
      let singly = reader.lastStep < 0 ? from + 1 : from;
      for (let i = from; i < end; ) {
        if (judge !== null && i >= singly && i + judge.rows < end) {
          if (reader.read(rows, i, judge.rows, judge.columns) && judgeChunk(judge, reader.lastStep + 1)) {
            reader.take();
            i += judge.rows;
            continue;
          }
          singly = i + judge.rows;
        }
        if (!reader.read(rows, i++, 1, single)) return;
        reader.take();
        judgeRow(reader.lastStep);
      }
    },
    audit: judgeAudit,
    recheck(audit) {
      const inFloat64 = constantsOf(context, "float64");
      for (const { certificate, i } of exact ? [] : judged) {
        if (certificate.kind === "run") continue;
        const comparison = certificate.compare(numbers, audit, inFloat64);
        if (fails(comparison)) tally.record(i, comparison, audit.t);
      }
      judgeAudit(audit);
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
