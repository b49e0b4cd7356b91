import ranges from "@fontsource-variable/inter/unicode.json" with { type: "json" };
import { expect, test } from "vitest";
import { covers } from "./fontFaces";

test("of Inter's files each is needed by the letters of its script, and by no other's", () => {
  const scripts: Readonly<Record<string, string>> = {
    latin: "Step size − 2·10³ × ’",
    "latin-ext": "Łukasiewicz",
    greek: "ηστ",
    "cyrillic-ext": "ѣ",
    vietnamese: "ạ",
  };
  for (const [script, text] of Object.entries(scripts)) {
    const letters = Array.from(text, (letter) => letter.codePointAt(0)!).filter((code) => code > 127);
    const needed = Object.entries(ranges).filter(([, range]) => covers(range, letters));
    expect(
      needed.map(([name]) => name),
      text,
    ).toEqual([script]);
  }
  expect(
    covers(
      ranges.greek,
      [..."eta"].map((letter) => letter.codePointAt(0)!),
    ),
  ).toBe(false);
});
