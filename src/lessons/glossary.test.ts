import { describe, expect, test } from "vitest";
import { statements } from "../lora/certificates/statements";
import { originCharts, usualCharts } from "../permalink/runParameters";
import { parameters } from "../permalink/schema";
import { glossary, termOf } from "./glossary";

const terms = glossary.flatMap(({ terms }) => terms);
/** `W_0` as a control writes it is `W₀` in a text; what is compared here are the letters. */
const lettersOf = (symbol: string) => symbol.replaceAll(/[_\s]/g, "");

describe("the glossary", () => {
  test("has one entry for each id, of one or two sentences, and says where it stands", () => {
    expect(new Set(terms.map(({ id }) => id)).size).toBe(terms.length);
    for (const { id, text, where } of terms) {
      // Points within formulas are not followed by a blank and a capital.
      const sentences = text.split(/[.!?](?=\s+\p{Lu})/u).length;
      expect([id, sentences <= 3, where.length > 0]).toEqual([id, true, true]);
    }
  });

  test("refers only to entries that there are, and never to the entry itself", () => {
    const broken = terms.flatMap(({ id, see }) =>
      see
        .filter((other) => other === id || !terms.some((term) => term.id === other))
        .map((other) => `${id} → ${other}`),
    );
    expect(broken).toEqual([]);
  });

  test.each([...usualCharts, ...originCharts])("explains the title of the chart %s", (chart) => {
    expect(termOf(`chart/${chart}`)).not.toBeNull();
  });

  test.each(parameters.filter(({ symbol }) => symbol !== null).map(({ key, symbol }) => [symbol, key]))(
    "explains %s at the control %s",
    (symbol, key) => {
      const term = termOf(`control/${key}`);
      expect(term).not.toBeNull();
      // The entry shows the symbol, or its text speaks of it: one entry may explain several.
      const said = lettersOf(`${term?.symbol} ${term?.text}`);
      expect(said).toContain(lettersOf(String(symbol)).charAt(0));
    },
  );

  test("cites equations that the certificates cite too, or the rule and the descent that they build on", () => {
    const cited = new Set(statements.flatMap(({ reference }) => reference.match(/\(\d+\)/g) ?? []));
    const basis = ["(3)", "(8)"];
    const said = terms.flatMap(({ where }) => where.match(/\(\d+\)/g) ?? []);
    expect(said.filter((equation) => !cited.has(equation) && !basis.includes(equation))).toEqual([]);
  });
});
