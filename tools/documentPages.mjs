/**
 * The documents that the page links to, as pages of the site: made from their markdown while the site is built, in the page's own look
 * and under its own security policy. No markdown engine is shipped.
 */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Marked } from "marked";
import { root } from "./files.mjs";

/** Files of docs/ that become pages, without their ending. */
export const documents = ["url-api", "embed"];

const STYLE = "/src/app/styles/documents.css";

const entities = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };

/** @param {string} text */
function escaped(text) {
  // The pattern matches the characters listed and no others.
  return text.replace(/[&<>"]/g, (character) => entities[/** @type {keyof typeof entities} */ (character)]);
}

/** As code hosts name headings, so that one anchor works there and here. @param {string} title */
const anchorOf = (title) =>
  title
    .toLowerCase()
    .replace(/[^\w\s-]/g, "")
    .trim()
    .replace(/\s+/g, "-");

/** Where a link of a document leads on the site, or null where the site has no such page. @param {string} href */
function addressOnSite(href) {
  if (/^(#|https?:)/.test(href)) return href;
  const [path = "", heading = ""] = href.split(/(?=#)/);
  if (path.startsWith("../public/")) return path.replace("../public/", "../") + heading;
  const page = documents.find((name) => path === `${name}.md`);
  return page ? `${page}.html${heading}` : null;
}

/** A run's link, wherever code shows a whole one; `…` stands for keys left out. */
const runLink = /(?<![^\s"])#v=1[^\s"…]*(?!\S*…)/g;

/** Code with every link in it live. @param {string} text */
function liveCode(text) {
  let html = "";
  let end = 0;
  for (const { 0: link, index } of text.matchAll(runLink)) {
    html += `${escaped(text.slice(end, index))}<a href="../${escaped(link)}">${escaped(link)}</a>`;
    end = index + link.length;
  }
  return html + escaped(text.slice(end));
}

/** The text of tokens without their marks. @param {readonly import("marked").Token[]} tokens @returns {string} */
const plainText = (tokens) =>
  tokens
    .map((token) => {
      if ("tokens" in token && token.tokens) return plainText(token.tokens);
      return "text" in token ? token.text : "";
    })
    .join("");

/**
 * The parts of a page: its title, its first sentence, its other headings and its content.
 * @param {string} markdown
 */
export function documentOf(markdown) {
  /** @type {{ depth: number, title: string, anchor: string }[]} */
  const headings = [];
  const marked = new Marked({
    renderer: {
      heading({ depth, tokens }) {
        const title = plainText(tokens);
        const anchor = anchorOf(title);
        if (headings.some((other) => other.anchor === anchor)) throw new Error(`two headings are called “${title}”`);
        headings.push({ depth, title, anchor });
        return `<h${depth} id="${anchor}">${this.parser.parseInline(tokens)}</h${depth}>\n`;
      },
      link({ href, tokens }) {
        const address = addressOnSite(href);
        const text = this.parser.parseInline(tokens);
        return address === null ? text : `<a href="${escaped(address)}">${text}</a>`;
      },
      codespan: ({ text }) => `<code>${liveCode(text)}</code>`,
      // Code in a language is a file of somebody else's: a link in it is theirs. What scrolls can be reached by keys.
      code: ({ text, lang }) => `<pre tabindex="0"><code>${lang ? escaped(text) : liveCode(text)}</code></pre>\n`,
      table(token) {
        const label = escaped(headings[headings.length - 1]?.title ?? "");
        const row = (/** @type {import("marked").Tokens.TableCell[]} */ cells, /** @type {string} */ tag) =>
          `<tr>${cells.map(({ tokens }) => `<${tag}>${this.parser.parseInline(tokens)}</${tag}>`).join("")}</tr>\n`;
        return `<div class="table" role="region" aria-label="${label}" tabindex="0"><table>
<thead>${row(token.header, "th")}</thead>
<tbody>${token.rows.map((cells) => row(cells, "td")).join("")}</tbody>
</table></div>\n`;
      },
      html({ text }) {
        throw new Error(`a document holds markup: ${text}`);
      },
    },
  });
  const tokens = marked.lexer(markdown);
  const paragraph = tokens.find(({ type }) => type === "paragraph");
  const words = plainText(paragraph ? [paragraph] : []).replace(/\s+/g, " ");
  // Only extensions make it a promise.
  const content = /** @type {string} */ (marked.parser(tokens));
  const [first, ...others] = headings;
  if (first?.depth !== 1) throw new Error("a document begins with its title");
  const sentence = (/^.*?[.:](?=\s|$)/.exec(words)?.[0] ?? words).replace(/:$/, ".");
  return { title: first.title, sentence, headings: others, content };
}

const read = (/** @type {string} */ name) => readFileSync(join(root, "docs", `${name}.md`), "utf8");

/** One document as a page. @param {string} name */
export function documentPage(name) {
  const { title, sentence, headings, content } = documentOf(read(name));
  const ways = documents.map((other) => {
    const current = other === name ? ' aria-current="page"' : "";
    return `<a href="${other}.html"${current}>${escaped(documentOf(read(other)).title)}</a>`;
  });
  const contents = headings.map(
    ({ anchor, title: heading }) => `<li><a href="#${anchor}">${escaped(heading)}</a></li>`,
  );
  const afterTitle = content.indexOf("</h1>\n") + "</h1>\n".length;
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8" />
<meta name="viewport" content="width=device-width, initial-scale=1" />
<meta name="color-scheme" content="light dark" />
<meta name="description" content="${escaped(sentence)}" />
<title>${escaped(title)} – LoRA descent</title>
<link rel="icon" href="/icon.svg" type="image/svg+xml" />
<link rel="stylesheet" href="${STYLE}" />
</head>
<body>
<header><a class="home" href="../">LoRA descent</a><nav aria-label="Documents">${ways.join("")}</nav></header>
<main>
${content.slice(0, afterTitle)}<nav aria-label="On this page"><ul>${contents.join("")}</ul></nav>
${content.slice(afterTitle)}</main>
</body>
</html>
`;
}

/** Adds the pages to the site, as docs/NAME.html. @returns {import("vite").Plugin} */
export function documentPages() {
  const files = new Map(documents.map((name) => [join(root, "docs", `${name}.html`), name]));
  return {
    name: "document-pages",
    config: (_, { command }) =>
      command === "build" ? { build: { rolldownOptions: { input: ["index.html", ...files.keys()] } } } : {},
    // The page is made when it is asked for: no such file lies in docs/.
    resolveId: (id) => (files.has(id) ? id : null),
    load(id) {
      const name = files.get(id);
      return name ? documentPage(name) : null;
    },
    configureServer({ middlewares, transformIndexHtml }) {
      middlewares.use((request, response, next) => {
        const name = documents.find((each) => request.url?.split("?")[0] === `/docs/${each}.html`);
        if (!name || !request.url) return next();
        transformIndexHtml(request.url, documentPage(name)).then((html) => {
          response.setHeader("content-type", "text/html");
          response.end(html);
        }, next);
      });
    },
  };
}
