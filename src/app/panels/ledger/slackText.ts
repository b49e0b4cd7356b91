/** Slack in the ledger's column: never more room than there is, in as few characters as tell it. */
import type { LedgerEntry } from "../../../lora/certificates/ledger";

const superscripts = "⁰¹²³⁴⁵⁶⁷⁸⁹";
/** From here on powers of ten say enough. */
const LARGE = 1000;

function floored(x: number, decimals: number): string {
  const unit = 10 ** decimals;
  // A hair above a step of the last digit is that step: 1.1 is 1.1, though 1.1·10 is below 11 for some doubles.
  return (Math.floor(x * unit * (1 + Number.EPSILON)) / unit).toFixed(decimals);
}

function powerOfTen(exponent: number): string {
  return `10${Array.from(String(exponent), (digit) => superscripts[Number(digit)]).join("")}`;
}

/** right/left as a factor: 4.9×, 32×, 10⁴×; rounded down. */
export function factorText(slack: number): string {
  if (Number.isNaN(slack)) return "–";
  if (slack === Number.POSITIVE_INFINITY) return "∞";
  if (slack >= LARGE) return `${powerOfTen(Math.floor(Math.log10(slack)))}×`;
  return `${floored(slack, slack < 2 ? 2 : slack < 10 ? 1 : 0)}×`;
}

/** residual/tolerance of an identity, in parts of the tolerance; rounded up. */
export function residualText(ratio: number): string {
  if (Number.isNaN(ratio)) return "–";
  if (ratio > 10) return `${factorText(ratio).slice(0, -1)} tol`;
  return `${(Math.ceil(ratio * 100 * (1 - Number.EPSILON)) / 100).toFixed(2)} tol`;
}

type Judged = Pick<LedgerEntry, "verdict" | "worstSlack">;

/** One of an entry's slacks. Where the statement holds, a factor below 1 is an equality seen through rounding. */
export function slackOf({ verdict }: Judged, slack: number, isIdentity: boolean): string {
  if (isIdentity) return residualText(slack);
  return factorText(verdict === "holds" ? Math.max(1, slack) : slack);
}

/** What the ledger's column says of an entry. */
export function slackText(entry: Judged, isIdentity: boolean): string {
  if (entry.worstSlack === null || entry.verdict === "not-applicable") return "";
  return slackOf(entry, entry.worstSlack, isIdentity);
}
