import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { initializations } from "../lora/initializations";
import { losses } from "../lora/losses";
import { methods } from "../lora/methods";
import { stepRules } from "../lora/stepSizes";
import type { Member } from "../lora/types";
import { decodeLink, encodeLink } from "./link";
import { laneKeys, type Parameter, parameters } from "./schema";

const page = readFileSync(new URL("../../docs/url-api.md", import.meta.url), "utf8");
const members: readonly Member[] = [...losses, ...methods, ...initializations, ...stepRules];

/** Who reads a key: the members that list it, or all. */
function readersOf(key: string): string {
  const readers = members.filter((member) => member.parameters.some((each) => each === key));
  if (readers.length > 0) return readers.map(({ id }) => `\`${id}\``).join(", ");
  const dictated = losses.filter((loss) => "shape" in loss).map(({ id }) => `\`${id}\``);
  return ["m", "n", "W0scale", "W0seed", "W0", "W0File"].includes(key) ? `all but ${dictated.join(", ")}` : "all";
}

/** Defaults that depend on the lane, in words. */
const ownDefaults: Readonly<Record<string, string>> = { L: "2, or natural", period: "1, or 50" };

function lineOf({ key, range, limit, help, initial, initialFor, write }: Parameter): string {
  const values = limit ? `${range}, at most ${limit.text}` : range;
  const readers = laneKeys.some((each) => each === key) ? readersOf(key) : "–";
  return `| \`${key}\` | ${initialFor ? ownDefaults[key] : write(initial)} | ${values} | ${help} | ${readers} |`;
}

describe("docs/url-api.md", () => {
  it.each([[["problem"]], [["adapter"]], [["descent"]], [["run", "view"]]])(
    "has the table of %j as the schema has it",
    (groups) => {
      const rows = parameters.filter(({ group }) => groups.includes(group)).map(lineOf);
      const at = page.indexOf(rows[0] ?? "");
      expect(page.slice(Math.max(at, 0)).split("\n").slice(0, rows.length).join("\n")).toBe(rows.join("\n"));
    },
  );

  it("gives the order of keys in a rewritten link", () => {
    expect(page.replace(/\s+/g, " ")).toContain(parameters.map(({ key }) => `\`${key}\``).join(" "));
  });

  it("shows links that open without a notice", () => {
    const links = [...page.matchAll(/`(#v=1[^`…]*)`/g)].map(([, link = ""]) => link);
    expect(links.length).toBeGreaterThan(5);
    for (const link of links) expect([link, decodeLink(link).notices]).toEqual([link, []]);
  });

  it("names the canonical text of its first example", () => {
    expect(page).toContain(encodeLink(decodeLink("#v=1&loss=quadratic&m=16&n=12&r=1,2,4&L=2&seed=7&step=paper").link));
  });
});
