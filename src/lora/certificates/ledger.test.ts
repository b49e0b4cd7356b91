import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { goldens, isBuilt, laneConfigOf } from "../golden/goldens.fixtures";
import { laneConfig } from "../laneConfig.fixtures";
import { auditCertificates, certificates } from "./index";
import { runLedger } from "./ledger.fixtures";
import { statements } from "./statements";

interface OracleRun {
  readonly id: string;
  readonly T: number;
  readonly K: number;
  readonly slacks: Readonly<Record<string, readonly [slack: number, at: number]>>;
}

/** Written by tools/makeCertificateFixtures.py: NumPy, apart from this code. */
const oracle: readonly OracleRun[] = JSON.parse(
  readFileSync(new URL("./ledger.fixtures.json", import.meta.url), "utf8"),
);

const underRuleEight = goldens.filter((golden) => {
  const config = laneConfigOf(golden, laneConfig());
  return isBuilt(config) && config.step === "paper" && config.method === "lora";
});

const aboutProjections = new Set(certificates.filter(({ about }) => about === "projection").map(({ id }) => id));

describe("on the golden runs under rule (8)", () => {
  test.each(underRuleEight.map((golden) => [golden.id, golden] as const))(
    "every certificate that applies holds at every step: %s",
    async (_, golden) => {
      const { ledger } = await runLedger(laneConfigOf(golden, laneConfig()), golden.T);
      const entries = ledger.entries();
      expect(entries.filter((entry) => entry.verdict === "violated")).toEqual([]);
      expect(ledger.suspects).toEqual([]);
      for (const entry of entries) {
        const reason = aboutProjections.has(entry.id)
          ? /projection/
          : entry.id === "rate-apriori"
            ? /sublevel/
            : /never/;
        if (entry.reason !== null) expect(entry.reason).toMatch(reason);
        else expect([entry.id, entry.verdict]).toEqual([entry.id, "holds"]);
      }
    },
  );

  test.each(oracle.map((run) => [run.id, run] as const))(
    "worst slacks, and where they occur, are NumPy's: %s",
    async (id, run) => {
      const golden = goldens.find((each) => each.id === id)!;
      const { ledger, lane } = await runLedger(laneConfigOf(golden, laneConfig()), run.T);
      const audited = new Set(auditCertificates.map((certificate) => certificate.id));
      const compared: string[] = [];
      for (const { id: certificate, reason, worstSlack } of ledger.entries()) {
        const expected = run.slacks[certificate];
        if (!expected) continue;
        expect([certificate, reason]).toEqual([certificate, null]);
        compared.push(certificate);
        // Audits see some iterates only: their worst slack can be no smaller than the oracle's over all.
        if (audited.has(certificate)) expect(worstSlack! / expected[0]).toBeGreaterThan(1 - 1e-6);
        else expect([certificate, worstSlack! / expected[0]]).toEqual([certificate, expect.closeTo(1, 5)]);
      }
      expect(compared.sort()).toEqual(Object.keys(run.slacks).sort());
      expect(lane.facts.theory.J0).toBeGreaterThan(0);
    },
  );
});

test("certificates and statements name the same ids once, and ★ marks exactly those that say so", () => {
  const ids = certificates.map((certificate) => certificate.id);
  expect(new Set(ids).size).toBe(ids.length);
  expect(statements.map((statement) => statement.id)).toEqual(ids);
  for (const { proof, reference, refined, statement } of statements) {
    expect(proof.length).toBeGreaterThan(0);
    expect(refined).toBe(reference.startsWith("refined"));
    expect(statement).toMatch(/\\le|\\ge|=/);
  }
});
