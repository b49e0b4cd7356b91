import { expect, test } from "vitest";
import type { LedgerEntry } from "../../../lora/certificates/ledger";
import { runLedger } from "../../../lora/certificates/ledger.fixtures";
import { laneConfig } from "../../../lora/laneConfig.fixtures";
import { ledgerRows, ledgerSummary } from "./ledgerRows";

const run = await runLedger(laneConfig({ m: 3, n: 2, r: 1 }), 20);
const { theory } = run.lane.facts;
const entries = run.ledger.entries();
const ids = (rows: readonly { statement: { id: string } }[]) => rows.map(({ statement }) => statement.id);
const changed = (id: string, change: Partial<LedgerEntry>) =>
  entries.map((entry) => (entry.id === id ? { ...entry, ...change } : entry));

test("before the first report every statement has its row, and those that do not apply their reason", () => {
  const { judged, inapplicable } = ledgerRows({ ...theory, rule: "constant" }, []);
  expect(judged.length + inapplicable.length).toBe(entries.length);
  expect(judged.every(({ standing }) => standing === "pending")).toBe(true);
  expect(inapplicable.find(({ statement }) => statement.id === "lemma2")?.reason).toContain("not rule (8)");
});

test("what is violated stands first, all else in the order of the families", () => {
  const { judged } = ledgerRows(theory, changed("growth", { verdict: "violated", firstViolation: 3 }));
  const plain = ids(ledgerRows(theory, entries).judged);
  expect(ids(judged)).toEqual(["growth", ...plain.filter((id) => id !== "growth")]);
});

test("the sentence says how many hold, or how many fail and from when", () => {
  const all = ledgerRows(theory, entries);
  expect(ledgerSummary(all)).toMatch(/^(All \d+|\d+ of the \d+) that apply hold/);
  const failed = changed("growth", { verdict: "violated", firstViolation: 3 });
  expect(ledgerSummary(ledgerRows(theory, failed))).toBe(`1 of ${all.judged.length} fails, first at t = 3.`);
});
