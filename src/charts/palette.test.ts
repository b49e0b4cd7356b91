import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { colourBlocks, contrast } from "./contrast.fixtures";
import { LANE_COLOURS, laneColour, laneDash } from "./palette";

const css = readFileSync(new URL("./palette.css", import.meta.url), "utf8");

/** In the order light, dark by system, dark by choice, projector. */
const blocks = colourBlocks(css);
const [light, darkBySystem, dark, projector] = blocks;
const themes = { light: light!, dark: dark!, projector: projector! };
const themeNames = ["light", "dark", "projector"] as const;

const lines = [
  ...Array.from({ length: LANE_COLOURS }, (_, lane) => laneColour(lane)),
  "lane-raw",
  "bound",
  "bound-refined",
  "chart-cursor",
  "plane-minima",
  "plane-stable",
];

test("there is a light theme, one for projectors, and a dark one, by the system's choice or the reader's", () => {
  expect(blocks.length).toBe(4);
  expect(darkBySystem).toEqual(dark);
  for (const theme of themeNames) expect([...themes[theme].keys()]).toEqual([...themes.light.keys()]);
});

test.each(themeNames)("every line reaches a contrast of 3:1 and every text 4.5:1 in the %s theme", (theme) => {
  const colours = themes[theme];
  const ground = colours.get("chart-ground")!;
  const contrasts = lines.map((name) => [name, contrast(colours.get(name)!, ground)] as const);
  expect(contrasts.filter(([, value]) => value < 3)).toEqual([]);
  for (const name of ["chart-ink", "chart-mute"])
    expect(contrast(colours.get(name)!, ground)).toBeGreaterThanOrEqual(4.5);
});

test.each(themeNames)("lines on the landscape reach 3:1 on its neutral tone in the %s theme", (theme) => {
  const colours = themes[theme];
  for (const name of ["plane-minima", "plane-stable", "lane-0"])
    expect(contrast(colours.get(name)!, colours.get("plane-middle")!)).toBeGreaterThanOrEqual(3);
});

test("on a projector every line reaches 4.5:1 and every text 10:1, since the room's light takes contrast away", () => {
  const ground = projector!.get("chart-ground")!;
  const of = (name: string) => contrast(projector!.get(name)!, ground);
  expect(lines.filter((name) => of(name) < 4.5)).toEqual([]);
  for (const name of ["chart-ink", "chart-mute"]) expect(of(name)).toBeGreaterThanOrEqual(10);
});

test("twenty lanes differ in colour or dash, neighbours in both", () => {
  const looks = Array.from({ length: 20 }, (_, lane) => `${laneColour(lane)} ${laneDash(lane)}`);
  expect(new Set(looks).size).toBe(20);
  for (let lane = 1; lane < 64; lane++) {
    expect(laneColour(lane)).not.toBe(laneColour(lane - 1));
    expect(laneDash(lane)).not.toEqual(laneDash(lane - 1));
  }
});
