/** The ledger as the panel lists it: what is violated first, what does not apply apart, all else in the order of the families. */
import { certificates } from "../../../lora/certificates/index";
import type { LedgerEntry } from "../../../lora/certificates/ledger";
import { statementOf } from "../../../lora/certificates/statements";
import type { Certificate, Context, Statement, Verdict } from "../../../lora/certificates/types";

/** `pending`: it applies, and nothing was judged yet. */
export type Standing = Verdict | "pending";

export interface LedgerRow {
  readonly certificate: Certificate;
  readonly statement: Statement;
  readonly standing: Standing;
  /** why it does not apply */
  readonly reason: string | null;
  /** null before the first report */
  readonly entry: LedgerEntry | null;
}

export interface LedgerList {
  readonly judged: readonly LedgerRow[];
  readonly inapplicable: readonly LedgerRow[];
}

export function ledgerRows(theory: Context, entries: readonly LedgerEntry[]): LedgerList {
  const rows = certificates.map((certificate): LedgerRow => {
    const entry = entries.find(({ id }) => id === certificate.id) ?? null;
    const reason = entry ? entry.reason : certificate.applies(theory);
    const unjudged = reason === null && (entry === null || entry.verdict === "not-applicable");
    const standing = unjudged ? "pending" : reason === null && entry ? entry.verdict : "not-applicable";
    return { certificate, statement: statementOf(certificate.id), standing, reason, entry };
  });
  const is = (standing: Standing) => (row: LedgerRow) => row.standing === standing;
  const others = rows.filter(({ standing }) => standing !== "violated" && standing !== "not-applicable");
  return { judged: [...rows.filter(is("violated")), ...others], inapplicable: rows.filter(is("not-applicable")) };
}

/** The ledger in one sentence. */
export function ledgerSummary({ judged }: LedgerList): string {
  const violated = judged.filter(({ standing }) => standing === "violated");
  if (judged.length === 0) return "None of the statements applies to this run.";
  if (violated.length > 0) {
    const first = Math.min(...violated.map(({ entry }) => entry?.firstViolation ?? Number.POSITIVE_INFINITY));
    return `${violated.length} of ${judged.length} ${violated.length === 1 ? "fails" : "fail"}, first at t = ${first}.`;
  }
  const count = (standing: Standing) => judged.filter((row) => row.standing === standing).length;
  const hold = count("holds");
  if (hold === judged.length) return `All ${judged.length} that apply hold.`;
  const rest = [
    count("below-resolution") > 0 ? `rounding hides ${count("below-resolution")}` : "",
    count("pending") > 0 ? `${count("pending")} not judged yet` : "",
  ].filter((text) => text !== "");
  return `${hold} of the ${judged.length} that apply hold; ${rest.join(", ")}.`;
}
