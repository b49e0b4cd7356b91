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
import type { LedgerMemory } from "./memory";
import { createReader, type LedgerRows } from "./reader";
import { createTally, fails, type TallyEntry } from "./tally";
import type { Certificate, Comparison, Context, Verdict } from "./types";

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
  memory(): LedgerMemory;
}

export interface LedgerOptions {
  /** why no state of this lane is audited, one clause; null if they are */
  readonly unaudited?: string | null;
  /** judges chunks of rows at once; rows are judged one by one without it */
  readonly judge?: ChunkJudge | null;
  /** of the ledger that this one goes on for */
  readonly memory?: LedgerMemory | null;
}

/** Suspects kept at a time on a float32 engine, and over a whole run in float64: a run that fails this often fails. */
const MAX_SUSPECTS = 256;
const MAX_AUDITED_FAILURES = 16;

export function createLedger(
  context: Context,
  precision: Precision,
  { unaudited = null, judge = null, memory = null }: LedgerOptions = {},
): Ledger {
  const constants = constantsOf(context, precision);
  const exact = precision === "float64";
  const reasons = certificates.map(
    (certificate) => certificate.applies(context) ?? (certificate.kind === "audit" ? unaudited : null),
  );
  const tally = createTally(certificates, memory?.tally);
  const suspects: number[] = [];
  // Outside its assumptions a statement is still evaluated, to say whether it happens to fail, if it has a meaning there.
  const isJudged = (index: number) =>
    reasons[index] === null || (certificates[index]!.about === "projection" ? context.projected : context.factored);
  const judged = judgedByRow.map((certificate, i) => ({ certificate, i })).filter(({ i }) => isJudged(i));
  const isOfRow = (i: number) => i < iterateCertificates.length;
  const reader = createReader(constants.K, toleranceOfLoss(context, precision), memory?.reader);
  const single = arrivalColumns(1);
  let latestAudit: Audit | null = memory?.audit ?? null;
  let failures = memory?.failures ?? 0;

  const suspect = (t: number) => {
    if (suspects.at(-1) === t) return;
    if (exact ? failures++ < MAX_AUDITED_FAILURES : suspects.length < MAX_SUSPECTS) suspects.push(t);
  };

  /** A step is known by the iterate that it leaves. */
  const iterateOf = (certificate: Certificate, t: number) => (certificate.kind === "step" ? t - 1 : t);

  const judgeRow = () => {
    const arrival = reader.latest;
    const t = arrival.sums.T;
    for (const { certificate, i } of judged) {
      const at = iterateOf(certificate, t);
      if (at < 0 || (certificate.kind === "run" && t === 0)) continue;
      const comparison = compareAt(certificate, numbers, arrival, constants);
      const failed = isOfRow(i) && fails(comparison);
      if (failed) suspect(at);
      if (exact || !failed) tally.record(i, comparison, at);
    }
  };

  /** Judges the rows read last. False if they must be judged one by one: one of them is suspect. */
  const judgeChunk = ({ columns, tally: tallyOf }: ChunkJudge, rows: number): boolean => {
    const chunk = tallyOf(constants, rows);
    const firstStep = reader.latest.sums.T + 1;
    const open = !exact || failures < MAX_AUDITED_FAILURES;
    if (open && judged.some(({ i }) => isOfRow(i) && chunk[i]!.passed < rows)) return false;
    for (const { certificate, i } of judged) {
      const at = iterateOf(certificate, firstStep);
      if (chunk[i]!.passed < rows && tally.violations(i) === 0) {
        for (let k = 0; k < rows; k++) {
          tally.record(i, compareAt(certificate, numbers, arrivalAt(columns, k), constants), at + k);
        }
      } else {
        tally.recordChunk(i, chunk[i]!, rows, at);
      }
    }
    return true;
  };

  const judgeAudit = (audit: Audit) => {
    if (!(Number.isFinite(audit.J) && Number.isFinite(audit.nextJ) && Number.isFinite(audit.sSq))) return;
    latestAudit = audit;
    auditCertificates.forEach((certificate, k) => {
      const i = judgedByRow.length + k;
      if (isJudged(i)) tally.record(i, certificate.compare(audit, context), audit.t);
    });
  };

  /** What the ledger shows of a certificate is what it says of the last row, or the last audit. */
  const sidesOf = (certificate: Certificate, i: number): Comparison | null => {
    if (tally.evaluated(i) === 0) return null;
    if (certificate.kind !== "audit") return compareAt(certificate, numbers, reader.latest, constants);
    return latestAudit && certificate.compare(latestAudit, context);
  };

  return {
    suspects,
    get lastStep() {
      return reader.latest.sums.T;
    },
    append(rows, from, count) {
      const end = from + count;
      for (let i = from; i < end; ) {
        // The first row of a run completes no step, as those of a chunk do.
        const by = reader.latest.sums.T < 0 ? null : judge;
        const size = by === null ? 1 : Math.min(by.most, end - i);
        if (by !== null && reader.read(rows, i, size, by.columns) && judgeChunk(by, size)) {
          reader.take();
          i += size;
          continue;
        }
        for (const next = i + size; i < next; i++) {
          if (!reader.read(rows, i, 1, single)) return;
          reader.take();
          judgeRow();
        }
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
    entries: () =>
      certificates.map((certificate, i) => entryOf(certificate, reasons[i]!, tally.entry(i, sidesOf(certificate, i)))),
    memory: () => ({ reader: reader.memory(), tally: tally.memory(), audit: latestAudit, failures }),
  };
}

function entryOf({ id }: Certificate, reason: string | null, tally: TallyEntry): LedgerEntry {
  if (reason === null) return { id, reason, ...tally };
  const { firstViolation } = tally;
  const outside = firstViolation === null ? "" : `; outside its assumptions it fails from t = ${firstViolation}`;
  return { id, ...tally, verdict: "not-applicable", reason: reason + outside };
}
