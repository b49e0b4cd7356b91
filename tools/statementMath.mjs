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

/** Operators before which a long line may break. */
const breaks = /^[≤≥=+]$/;
/** Lines with more characters than this would not fit the panel in one piece. */
const LONG = 22;

/** @param {MathTree} tree @returns {string} */
function textOf(tree) {
  return typeof tree === "string" ? tree : /** @type {MathTree[]} */ (tree.slice(2)).map(textOf).join("");
}

/**
 * The parts of a line, each its own formula: browsers break lines between formulas, never within one.
 * @param {readonly MathTree[]} terms @returns {MathTree[]}
 */
function formulas(terms) {
  const isLong = terms.map(textOf).join("").length > LONG;
  /** @type {MathTree[][]} */
  const parts = [[]];
  for (const term of terms) {
    const isOperator = isLong && term[0] === "mo" && breaks.test(textOf(term)) && parts[parts.length - 1].length > 0;
    // At its start an operator would stand without spaces, as a sign.
    if (isOperator) parts.push([["mo", { form: "infix" }, textOf(term)]]);
    else parts[parts.length - 1].push(term);
  }
  return parts.map((part) => ["math", { displaystyle: "true" }, ["mrow", {}, ...part]]);
}

/**
 * One tree for each line of a statement; lines end at `,\\quad` and `,\\ `. Throws on TeX that cannot be read.
 * @param {string} tex @returns {MathTree[]}
 */
export function mathLines(tex) {
  const options = { displayMode: true, throwOnError: true, strict: true };
  return tex.split(/,\\(?:quad| )\s*/).map((line) => {
    const [, , ...children] = drawable(treeOf(temml.renderToString(line, options)));
    // The engine puts all terms into one row, if there is more than one.
    const [row] = /** @type {MathTree[]} */ (children);
    const terms = row[0] === "mrow" ? /** @type {MathTree[]} */ (row.slice(2)) : /** @type {MathTree[]} */ (children);
    return ["div", {}, ...formulas(terms)];
  });
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
