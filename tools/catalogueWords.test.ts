import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { initializations } from "../src/lora/initializations";
import { losses } from "../src/lora/losses";
import { methods } from "../src/lora/methods";
import { stepRules } from "../src/lora/stepSizes";
import { withoutWords } from "./catalogueWords.mjs";

const families = { initializations, losses, methods, stepSizes: stepRules };

describe.each(Object.entries(families))("the catalogue of %s", (folder, members) => {
  const path = `src/lora/${folder}/index.ts`;
  const source = readFileSync(path, "utf8");
  const rest = withoutWords(source, path)!;

  test("keeps its members and all that computing asks of them, without a word for a reader", () => {
    for (const { id, label, summary, formula, ...others } of members) {
      expect(rest).toContain(`id: "${id}"`);
      for (const key of Object.keys(others)) expect(rest).toContain(`${key}: `);
      for (const text of [label, summary, formula]) expect(rest).not.toContain(`"${text}"`);
    }
    const lines = (text: string) => text.match(/^ {4}(label|summary|formula):/gm)?.length ?? 0;
    expect([lines(source), lines(rest)]).toEqual([3 * members.length, 0]);
  });
});

test("no other module loses anything", () => {
  expect(withoutWords('    label: "text",\n', "src/lora/methods/lora.ts")).toBeNull();
});
