import { existsSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { statements } from "./statements";

const root = new URL("../../../", import.meta.url);
const text = readFileSync(new URL("docs/coverage.md", root), "utf8");
const rows = text
  .split("\n")
  .filter((line) => /^\| (?!statement|-)/.test(line))
  .map((line) => line.split("|").map((cell) => cell.trim()));

test("every numbered statement of the paper has a row: (1) – (23), Assumptions 1 – 2, Lemmas 1, 2, 4 – 6, Theorem 3", () => {
  const named = rows.map((row) => row[1]).join(" ");
  for (let equation = 1; equation <= 23; equation++) expect(named).toContain(`(${equation})`);
  for (const name of ["Assumption 1", "Assumption 2", "Theorem 3"]) expect(named).toContain(name);
  for (const lemma of [1, 2, 4, 5, 6]) expect(named).toContain(`Lemma ${lemma}`);
});

test("every file that the table names exists, and every row has a test", () => {
  for (const [, statement, , code, , check] of rows) {
    for (const path of `${code} ${check}`.matchAll(/`([^`]+)`/g)) {
      expect([statement, path[1], existsSync(new URL(path[1]!, root))]).toEqual([statement, path[1], true]);
    }
    expect(check).toMatch(/\.test\.ts/);
  }
});

test("every certificate that the table names is in the ledger", () => {
  const ids = new Set(statements.map((statement) => statement.id));
  for (const row of rows) {
    for (const [, id] of row[4]!.matchAll(/`([^`]+)`/g)) expect([id, ids.has(id!)]).toEqual([id, true]);
  }
});

test("every certificate is in the table, and ★ stands where the certificate says so", () => {
  const pages = rows.map((row) => row[4]).join(" ");
  for (const { id, refined } of statements)
    expect(pages).toContain(`\`${id}\`${refined && id !== "balance" ? " ★" : ""}`);
});
