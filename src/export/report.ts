/** The certificate report of a run: as data (the command line's `--report`) and as a page of Markdown with its permalink. */
import type { LedgerEntry } from "../lora/certificates/ledger";
import { statementOf } from "../lora/certificates/statements";
import type { Verdict } from "../lora/certificates/types";

/** One certificate on one lane: published field names. */
export interface ReportEntry {
  readonly lane: number;
  readonly id: string;
  readonly reference: string;
  readonly verdict: Verdict;
  /** smallest right/left over the run (for an identity the largest residual/tolerance); null where nothing could be judged */
  readonly worstSlack: number | null;
  readonly worstAt: number | null;
  readonly firstViolation: number | null;
  /** why it does not apply; null where it does */
  readonly reason: string | null;
}

export function reportOf(ledgers: readonly (readonly LedgerEntry[])[]): readonly ReportEntry[] {
  return ledgers.flatMap((entries, lane) =>
    entries.map(({ id, verdict, worstSlack, worstAt, firstViolation, reason }) => {
      const { reference } = statementOf(id);
      const judged =
        verdict === "not-applicable"
          ? { worstSlack: null, worstAt: null, firstViolation: null }
          : { worstSlack, worstAt, firstViolation };
      return { lane, id, reference, verdict, ...judged, reason };
    }),
  );
}

const marks: Readonly<Record<Verdict, string>> = {
  holds: "✓ holds",
  violated: "✗ violated",
  "below-resolution": "– below resolution",
  "not-applicable": "· does not apply",
};

/** A table for each lane, under the address of the run. */
export function reportMarkdown(address: string, ledgers: readonly (readonly LedgerEntry[])[]): string {
  const lines = ["# Certificates of a LoRA descent run", "", address, ""];
  for (const [lane, entries] of ledgers.entries()) {
    if (ledgers.length > 1) lines.push(`## Lane ${lane}`, "");
    lines.push(
      "| certificate | reference | verdict | worst slack | at t | judged at |",
      "|---|---|---|---:|---:|---:|",
    );
    for (const entry of reportOf([entries])) {
      const { label, refined } = statementOf(entry.id);
      const { evaluated } = entries.find((each) => each.id === entry.id)!;
      const cells = [
        refined ? `${label} ★` : label,
        entry.reference,
        entry.reason === null ? marks[entry.verdict] : `${marks[entry.verdict]}: ${entry.reason}`,
        entry.worstSlack === null ? "" : entry.worstSlack.toPrecision(4),
        entry.worstAt ?? "",
        evaluated,
      ];
      lines.push(`| ${cells.join(" | ")} |`);
    }
    lines.push("");
  }
  lines.push(
    "★ marks our own statements; their proofs stand in the ledger. Slack is right side over left side; for identities residual over tolerance.",
    "",
  );
  return lines.join("\n");
}
