import { expect, test } from "vitest";
import { runLedger } from "../lora/certificates/ledger.fixtures";
import { laneConfig } from "../lora/laneConfig.fixtures";
import { reportMarkdown, reportOf } from "./report";

test("the Markdown report names the address, and for each certificate verdict, slack and where it was worst", async () => {
  const { ledger } = await runLedger(laneConfig({ m: 6, n: 5, r: 2 }), 200);
  const text = reportMarkdown("https://example.org/#v=1", [ledger.entries(), ledger.entries()]);
  expect(text).toContain("https://example.org/#v=1");
  expect(text).toContain("## Lane 1");
  const row = text.split("\n").find((line) => line.startsWith("| Lemma 2"))!;
  expect(row).toMatch(/\| paper, Lemma 2 \(9\) \| ✓ holds \| \d\.\d+ \| \d+ \| 200 \|$/);
  expect(text).toMatch(/Rate 1\/√T ★/);
});

test("what does not apply reports its reason and no slack", async () => {
  const { ledger } = await runLedger(laneConfig({ step: "star" }), 20);
  const entry = reportOf([ledger.entries()]).find((each) => each.id === "lemma2")!;
  expect(entry).toEqual({
    lane: 0,
    id: "lemma2",
    reference: "paper, Lemma 2 (9)",
    verdict: "not-applicable",
    worstSlack: null,
    worstAt: null,
    firstViolation: null,
    reason: "the step size is star, not rule (8)",
  });
});
