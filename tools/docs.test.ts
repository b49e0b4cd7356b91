/** The documents name only commands, files, packages and links that exist. */
import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, it } from "vitest";
import { measuredColumns } from "../src/lora/columns";
import { decodeLink } from "../src/permalink/link";
import { filesUnder } from "./files.mjs";
import { layers } from "./layers.mjs";

const read = (path: string) => readFileSync(path, "utf8");
const { scripts, dependencies, devDependencies } = JSON.parse(read("package.json"));
const documents = ["README.md", "CONTRIBUTING.md", "CHANGELOG.md", "bench/results.md", ...filesUnder("docs", /\.md$/)];

/** Folders of the project: what starts with one and stands in quotes is a path. */
const quotedPath = /`((?:src|tools|docs|public|e2e|bench|faults)\/[^`*…\s]+)`/g;

describe.each(documents)("%s", (path) => {
  const text = read(path);

  it("names npm scripts that exist", () => {
    const named = [...text.matchAll(/npm (?:run (?:-s )?([\w:]+)|(start|test)\b)/g)].map(
      ([, script, short]) => script ?? short,
    );
    expect(named.filter((script) => !(script! in scripts))).toEqual([]);
  });

  it("names files and folders that exist", () => {
    const linked = [...text.matchAll(/\]\((?!https?:|#)([^)#]+)[^)]*\)/g)].map(([, target]) =>
      join(dirname(path), target!),
    );
    const quoted = [...text.matchAll(quotedPath)].map(([, target]) => target!);
    const run = [...text.matchAll(/node (tools\/[\w.]+)/g)].map(([, target]) => target!);
    expect([...linked, ...quoted, ...run].filter((target) => !existsSync(target))).toEqual([]);
  });

  it("leads to headings that exist", () => {
    const headings = [...text.matchAll(/^#+ (.*)$/gm)].map(([, title]) =>
      title!
        .toLowerCase()
        .replace(/[^\w\s-]/g, "")
        .trim()
        .replace(/\s+/g, "-"),
    );
    const asked = [...text.matchAll(/\]\(#([^)]+)\)/g)].map(([, heading]) => heading!);
    expect(asked.filter((heading) => !headings.includes(heading))).toEqual([]);
  });

  it("gives links that open as they stand", () => {
    const links = [...text.matchAll(/(?:`|localhost:4173\/)(#v=1[^`)\s]*)/g)].map(([, link]) => link!);
    const noticed = links.flatMap((link) => decodeLink(link).notices.map(({ message }) => `${link}: ${message}`));
    expect(noticed).toEqual([]);
  });
});

describe("README.md", () => {
  it("shows the page and a live example on its first screen", () => {
    const first = read("README.md").split("\n").slice(0, 20).join("\n");
    expect(first).toContain("docs/board.png");
    expect(first).toContain("npm start");
    expect(first).toMatch(/http:\/\/localhost:4173\/#v=1/);
  });
});

describe("CONTRIBUTING.md", () => {
  const text = read("CONTRIBUTING.md");

  it("names every script that is not a single check", () => {
    const missing = Object.keys(scripts).filter(
      (name) => !name.startsWith("check:") && !new RegExp(`npm (run )?${name}\\b`).test(text),
    );
    expect(missing).toEqual([]);
  });

  it("justifies every dependency, and no other", () => {
    const table = text.slice(text.indexOf("## Dependencies"), text.indexOf("## Commits"));
    const justified = table
      .split("\n")
      .filter((line) => line.startsWith("| `"))
      .flatMap((line) => [...line.split("|")[1]!.matchAll(/`([^`]+)`/g)].map(([, name]) => name!));
    expect(justified.toSorted()).toEqual(Object.keys({ ...dependencies, ...devDependencies }).toSorted());
  });
});

describe("docs/notation.md", () => {
  it("explains every measured column", () => {
    const text = read("docs/notation.md");
    expect(measuredColumns.filter((name) => !text.includes(`\`${name}\``))).toEqual([]);
  });
});

describe("docs/architecture.md", () => {
  it("has a row for every layer", () => {
    const text = read("docs/architecture.md");
    expect(Object.keys(layers).filter((name) => !text.includes(`| \`src/${name}\``))).toEqual([]);
  });
});
