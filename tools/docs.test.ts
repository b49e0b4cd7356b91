/** The documents name only commands, files and packages that exist. */
import { existsSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { measuredColumns } from "../src/lora/columns";

const read = (path: string) => readFileSync(path, "utf8");
const { scripts, dependencies, devDependencies } = JSON.parse(read("package.json"));
const documents = ["README.md", "CONTRIBUTING.md"];

describe.each(documents)("%s", (path) => {
  const text = read(path);

  it("names npm scripts that exist", () => {
    const named = [...text.matchAll(/npm (?:run (?:-s )?([\w:]+)|(start|test)\b)/g)].map(
      ([, script, short]) => script ?? short,
    );
    expect(named.length).toBeGreaterThan(0);
    expect(named.filter((script) => !(script! in scripts))).toEqual([]);
  });

  it("names files and folders that exist", () => {
    const linked = [...text.matchAll(/\]\((?!https?:|#)([^)]+)\)/g)].map(([, target]) => target!);
    const quoted = [...text.matchAll(/`((?:src|tools|docs|public)\/[^`*…\s]+)`/g)].map(([, target]) => target!);
    expect([...linked, ...quoted].filter((target) => !existsSync(target))).toEqual([]);
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
