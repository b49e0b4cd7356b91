/**
 * The certificates' statements, from TeX to MathML while the site is built: no math engine is shipped. A statement becomes trees of
 * plain data, one for each line, that the page turns into elements.
 */
import { fileURLToPath } from "node:url";
import temml from "temml";
import { runnerImport } from "vite";

/** @typedef {string | readonly [tag: string, attributes: Readonly<Record<string, string>>, ...children: MathTree[]]} MathTree */

const name = "virtual:statement-math";
const source = fileURLToPath(new URL("../src/lora/certificates/statements.ts", import.meta.url));

const entities = { "&lt;": "<", "&gt;": ">", "&amp;": "&", "&quot;": '"' };

/** @param {string} text */
function decoded(text) {
  // The pattern matches the entities listed and no others.
  return text.replace(/&(lt|gt|amp|quot);/g, (entity) => entities[/** @type {keyof typeof entities} */ (entity)]);
}

/** Classes and styles are for browsers that the engine's own style sheet helps. */
const dropped = new Set(["class", "style"]);

/**
 * The tree of one element written as XML, which the engine's output is.
 * @param {string} markup @returns {MathTree}
 */
function treeOf(markup) {
  /** @type {[string, Record<string, string>, ...MathTree[]][]} */
  const open = [["root", {}]];
  for (const [, end, tag = "", attributes = "", text] of markup.matchAll(/<(\/?)(\w+)([^>]*)>|([^<]+)/g)) {
    const inner = open[open.length - 1];
    if (text !== undefined) inner.push(decoded(text));
    else if (end) open.pop();
    else {
      const pairs = [...attributes.matchAll(/([\w-]+)="([^"]*)"/g)].filter(([, key]) => !dropped.has(key));
      /** @type {[string, Record<string, string>, ...MathTree[]]} */
      const element = [tag, Object.fromEntries(pairs.map(([, key, value]) => [key, decoded(value)]))];
      inner.push(element);
      open.push(element);
    }
  }
  return open[0][2];
}

/** Browsers draw no `menclose`: a line below is an accent. @param {MathTree} tree @returns {MathTree} */
function drawable(tree) {
  if (typeof tree === "string") return tree;
  const [tag, attributes, ...children] = tree;
  const inner = children.map(drawable);
  if (tag === "menclose") return ["munder", {}, inner[0], ["mo", { stretchy: "true" }, "_"]];
  return [tag, attributes, ...inner];
}

/**
 * One tree for each line of a statement; lines end at `,\quad`. Throws on TeX that cannot be read.
 * @param {string} tex @returns {MathTree[]}
 */
export function mathLines(tex) {
  const options = { displayMode: true, throwOnError: true, strict: true };
  return tex.split(/,\\quad\s*/).map((line) => drawable(treeOf(temml.renderToString(line, options))));
}

/** Serves `virtual:statement-math`: `statementMath` holds the lines of every certificate by its id. @returns {import("vite").Plugin} */
export function statementMath() {
  return {
    name: "statement-math",
    resolveId: (id) => (id === name ? `\0${name}` : undefined),
    async load(id) {
      if (id !== `\0${name}`) return undefined;
      /** @type {{ module: { statements: readonly { id: string, statement: string }[] }, dependencies: string[] }} */
      const { module, dependencies } = await runnerImport(source, { configFile: false, logLevel: "error" });
      for (const path of [source, ...dependencies]) this.addWatchFile(path);
      const entries = module.statements.map(({ id: of, statement }) => [of, mathLines(statement)]);
      return `export const statementMath = ${JSON.stringify(Object.fromEntries(entries))};`;
    },
  };
}
