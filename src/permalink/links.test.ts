import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { decodeLink, encodeLink, encodeRun } from "./link";

const MAX_LENGTH = 200;

const lines = readFileSync(new URL("links.txt", import.meta.url), "utf8").split("\n");
const published = lines
  .filter((line) => /^#(v=| =>)/.test(line))
  .map((line) => line.split(" => "))
  .map(([text = "", run = text]) => ({ text, run }));

describe("published links", () => {
  it("are all replayed", () => {
    expect(published.length).toBe(lines.filter((line) => line !== "" && !/^# [^=]/.test(line)).length);
    expect(published.length).toBeGreaterThan(30);
  });

  it.each(published)("$text opens as it always did", ({ text, run }) => {
    const { link, notices } = decodeLink(text);
    expect(notices).toEqual([]);
    expect(encodeRun(link)).toBe(run);
    expect(encodeLink(link).length).toBeLessThanOrEqual(MAX_LENGTH);
  });
});
