/** The documents as pages: whole, and with no link that leads nowhere. */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { decodeLink } from "../src/permalink/link";
import { documentOf, documentPage, documents } from "./documentPages.mjs";
import { root } from "./files.mjs";

const voidTags = ["meta", "link", "br", "hr", "img"];

/** Tags that are not closed where they should be, by a reader of tags of the test's own. */
function unbalanced(html: string): readonly string[] {
  const open: string[] = [];
  const faults: string[] = [];
  for (const [, end, tag = ""] of html.matchAll(/<(\/?)([a-z]\w*)(?:\s[^<>]*)?>/g)) {
    if (voidTags.includes(tag)) continue;
    if (!end) open.push(tag);
    else if (open.pop() !== tag) faults.push(tag);
  }
  return [...faults, ...open];
}

const decoded = (text: string) =>
  text.replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&quot;", '"').replaceAll("&amp;", "&");
const addresses = (html: string) => [...html.matchAll(/<a [^>]*?href="([^"]*)"/g)].map(([, href]) => decoded(href!));
const anchors = (html: string) => [...html.matchAll(/ id="([^"]*)"/g)].map(([, id]) => id!);

describe.each(documents)("docs/%s.html", (name) => {
  const html = documentPage(name);
  const markdown = readFileSync(join(root, "docs", `${name}.md`), "utf8");

  it("is well-formed, in one language, with a title and a description", () => {
    expect(unbalanced(html)).toEqual([]);
    expect(html).toMatch(/^<!doctype html>\n<html lang="en">/);
    expect(html).toMatch(/<title>[^<]+ – LoRA descent<\/title>/);
    expect(html).toMatch(/name="description" content="[^"]{40,200}\."/);
  });

  it("needs nothing that the security policy refuses", () => {
    const tags = html.match(/<[a-z][^<>]*>/g) ?? [];
    expect(tags.filter((tag) => /^<(script|style)|\s(style|on\w+)=|javascript:/.test(tag))).toEqual([]);
  });

  it("has every heading, each with an anchor of its own", () => {
    // Code blocks of the documents hold no line that begins with #.
    const written = [...markdown.matchAll(/^(#+) (.*)$/gm)].map(([, marks, title]) => `${marks!.length} ${title}`);
    const shown = [...html.matchAll(/<h(\d) id="[^"]+">(.*?)<\/h\1>/g)].map(([, depth, title]) => `${depth} ${title}`);
    expect(shown).toEqual(written);
    expect(new Set(anchors(html)).size).toBe(written.length);
  });

  it("has every row of every table", () => {
    const rows = markdown.split("\n").filter((line) => line.startsWith("|") && !/^\|[\s|-]+$/.test(line));
    expect(html.match(/<tr>/g)).toHaveLength(rows.length);
  });

  it("leads to pages, files and headings of the site alone", () => {
    const lost = addresses(html).filter((address) => {
      const [path = "", heading] = address.split("#");
      if (path === "../") return false;
      const page = documents.find((each) => path === `${each}.html`);
      if (path === "" || page) return heading && !anchors(page ? documentPage(page) : html).includes(heading);
      return !existsSync(join(root, "public", path.replace(/^\.\.\//, "")));
    });
    expect(lost).toEqual([]);
  });

  it("opens runs that the page knows", () => {
    const runs = addresses(html).filter((address) => address.startsWith("../#"));
    expect(runs.flatMap((run) => decodeLink(run.slice(3)).notices)).toEqual([]);
  });
});

describe("docs/url-api.html", () => {
  it("has every example as a live link", () => {
    const page = documentPage("url-api");
    const table = readFileSync(join(root, "docs/url-api.md"), "utf8").split("## Examples")[1]!;
    const examples = [...table.matchAll(/`(#[^`]+)`/g)].map(([, link]) => `../${link}`);
    expect(examples.length).toBeGreaterThan(3);
    expect(addresses(page)).toEqual(expect.arrayContaining(examples));
    expect(addresses(page)).toContain("../#v=1&loss=quadratic&m=16&n=12&r=1,2,4&L=2&seed=7&step=paper");
  });
});

describe("a document", () => {
  const contentOf = (markdown: string) => documentOf(`# Title\n\n${markdown}`).content;

  it("is refused with markup in it, and with two headings of one name", () => {
    expect(() => contentOf("A <b>bold</b> claim.")).toThrow("markup: <b>");
    expect(() => contentOf("<script>alert(1)</script>")).toThrow("markup: <script>");
    expect(() => contentOf("## Same\n\n## Same")).toThrow("two headings are called “Same”");
  });

  it("shows the characters of markup as text, wherever they stand", () => {
    expect(contentOf('`<i>"&amp;` is code')).toContain("<code>&lt;i&gt;&quot;&amp;amp;</code>");
    expect(contentOf("    <i>")).toContain("<code>&lt;i&gt;");
    expect(contentOf("a & b < c")).toContain("a &amp; b &lt; c");
  });

  it("keeps the words of a link to what is not on the site, and nothing else of it", () => {
    expect(contentOf("See [the notation](notation.md#names), [script](javascript:alert).")).toContain(
      "<p>See the notation, script.</p>",
    );
    expect(contentOf("[keys](url-api.md#problem)")).toContain('<a href="url-api.html#problem">keys</a>');
  });

  it("makes whole links of runs live, not those cut short nor those in others' code", () => {
    expect(contentOf("`#v=1&r=2`")).toContain('<code><a href="../#v=1&amp;r=2">#v=1&amp;r=2</a></code>');
    expect(contentOf('    run "#v=1&r=2" --at 0')).toContain(
      'run &quot;<a href="../#v=1&amp;r=2">#v=1&amp;r=2</a>&quot; --at 0',
    );
    for (const plain of ["`#v=1&…`", "`a#v=1`", '```html\n<a href="#v=1">\n```']) {
      expect(addresses(contentOf(plain))).toEqual([]);
    }
  });
});
