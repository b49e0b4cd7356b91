import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { citations } from "./citation";

const tool = { version: "1.2.3", address: "https://example.org/lora/" };
const rootFile = (name: string) => readFileSync(new URL(`../../${name}`, import.meta.url), "utf8");

/** Fields of one BibTeX entry by a scan for balanced braces. */
function fieldsOf(bibtex: string): ReadonlyMap<string, string> {
  const fields = new Map<string, string>();
  for (const { 1: name = "", index } of bibtex.matchAll(/^\s+(\w+)\s*=\s*\{/gm)) {
    let depth = 0;
    let at = bibtex.indexOf("{", index);
    const start = at + 1;
    for (; at < bibtex.length; at++) {
      if (bibtex[at] === "{") depth++;
      if (bibtex[at] === "}" && --depth === 0) break;
    }
    fields.set(name, bibtex.slice(start, at));
  }
  return fields;
}

describe("citations", () => {
  test.each(citations(tool))("$name has balanced braces and the fields that a style needs", ({ bibtex }) => {
    const fields = fieldsOf(bibtex);
    for (const name of ["title", "author", "year", "url"]) expect(fields.get(name), name).toBeTruthy();
    expect([...bibtex].filter((c) => c === "{").length).toBe([...bibtex].filter((c) => c === "}").length);
  });

  test("the paper and RAC-LoRA are named by their arXiv numbers", () => {
    const journals = citations(tool).map(({ bibtex }) => fieldsOf(bibtex).get("journal"));
    expect(journals.slice(0, 2)).toEqual(["arXiv preprint arXiv:2512.18248", "arXiv preprint arXiv:2410.08305"]);
  });

  test("the tool is cited in the version and at the address that were used, whatever these hold", () => {
    const [, , plain] = citations(tool);
    expect(fieldsOf(plain!.bibtex).get("version")).toBe("1.2.3");
    expect(fieldsOf(plain!.bibtex).get("url")).toBe("https://example.org/lora/");
    const [, , hostile] = citations({ version: "1}_%", address: "https://example.org/}{\\ x" });
    expect(fieldsOf(hostile!.bibtex).get("url")).toBe("https://example.org/%7D%7B%5C%20x");
  });

  test("CITATION.cff has the version of package.json and the numbers of both papers", () => {
    const { version } = JSON.parse(rootFile("package.json")) as { readonly version: string };
    const citation = rootFile("CITATION.cff");
    expect(citation).toMatch(new RegExp(`^version: ${version.replaceAll(".", "\\.")}$`, "m"));
    for (const { bibtex } of citations(tool).slice(0, 2)) {
      const number = /arXiv:(\S+?)\}/.exec(bibtex)?.[1];
      expect(citation).toContain(`arXiv:${number}`);
    }
  });
});
