import ranges from "@fontsource-variable/inter/unicode.json" with { type: "json" };
import { expect, test } from "vitest";
import { neededOf } from "./fontFaces";

const faces = Object.entries(ranges).map(([script, range]) => ({ script, range }));
const scriptsOf = (text: string, of = faces) =>
  neededOf(
    of,
    Array.from(text, (letter) => letter.codePointAt(0)!),
  ).map(({ script }) => script);

test("of Inter's files each is needed by the letters of its script, and by no other's", () => {
  const scripts: Readonly<Record<string, string>> = {
    latin: "Step size − 2·10³ × ’",
    "latin-ext": "Ł",
    greek: "ηστ",
    "cyrillic-ext": "ѣ",
    vietnamese: "ạ",
  };
  for (const [script, text] of Object.entries(scripts)) expect(scriptsOf(text), text).toEqual([script]);
  expect(scriptsOf("η and Ł")).toEqual(["latin-ext", "greek", "latin"].toSorted(byPlace));
  expect(scriptsOf("")).toEqual([]);
});

test("a letter in two files is set in the later one alone", () => {
  const formulas = { script: "formulas", range: "U+1D62-1D65, U+2113" };
  expect(scriptsOf("ℓᵢ", [...faces, formulas])).toEqual(["formulas"]);
  expect(scriptsOf("ℓᵢŁ", [...faces, formulas])).toEqual(["latin-ext", "formulas"]);
});

const byPlace = (a: string, b: string) => Object.keys(ranges).indexOf(a) - Object.keys(ranges).indexOf(b);
