import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { colourBlocks, contrast } from "../../charts/contrast.fixtures";

const blocksOf = (file: string) => colourBlocks(readFileSync(new URL(file, import.meta.url), "utf8"));
const [light, darkBySystem, dark] = blocksOf("./theme.css");
const [projector] = blocksOf("./projector.css");
const themes = { light: light!, dark: dark!, projector: projector! };
const themeNames = ["light", "dark", "projector"] as const;

const texts = ["ink", "mute", "accent", "warn", "bad"];
const grounds = ["ground", "card", "wash"];

/** Pairs of names whose contrast is below what is asked, with the contrast. */
function weak(theme: (typeof themeNames)[number], pairs: readonly (readonly [string, string])[], least: number) {
  const colour = (name: string) => themes[theme].get(name)!;
  return pairs.map(([a, b]) => [a, b, contrast(colour(a), colour(b))] as const).filter(([, , ratio]) => ratio < least);
}

test("every theme has the same colours, and the dark one is the same by the system's choice and the reader's", () => {
  expect(darkBySystem).toEqual(dark);
  for (const theme of themeNames) expect([...themes[theme].keys()]).toEqual([...themes.light.keys()]);
});

test.each(themeNames)("every text reaches 4.5:1 on every ground in the %s theme", (theme) => {
  const pairs = texts.flatMap((text) => grounds.map((ground) => [text, ground] as const));
  expect(weak(theme, [...pairs, ["on-accent", "accent"]], 4.5)).toEqual([]);
});

test.each(themeNames)("outlines of fields, the thumb and the focus ring reach 3:1 in the %s theme", (theme) => {
  const pairs = ["outline", "accent"].flatMap((line) => grounds.map((ground) => [line, ground] as const));
  expect(weak(theme, [...pairs, ["accent", "track"]], 3)).toEqual([]);
});
