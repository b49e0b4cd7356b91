/**
 * The certificates' statements, from TeX to MathML while the site is built: no math engine is shipped. A statement becomes trees of
 * plain data, one for each line, that the page turns into elements. Where the page will write a number, `\v{name}` in TeX, stands an
 * `mn` without content that names it.
 */
import { fileURLToPath } from "node:url";
import temml from "temml";
import { runnerImport } from "vite";

/** @typedef {string | readonly [tag: string, attributes: Readonly<Record<string, string>>, ...children: MathTree[]]} MathTree */

const name = "virtual:statement-math";
const folder = new URL("../src/lora/certificates/", import.meta.url);
const sources = ["statements.ts", "substitutions.ts"].map((file) => fileURLToPath(new URL(file, folder)));

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

/** Numbers that no statement has: what the engine reads in the place of `\v{name}`, one for each name. */
const PLACE = "90070";

/**
 * TeX with numbers in the places of `\v{name}`, and the names.
 * @param {string} tex
 */
function withPlaces(tex) {
  /** @type {string[]} */
  const names = [];
  const digits = tex.replace(/\\v\{(\w+)\}/g, (_, found) => PLACE + (10 + names.push(found)));
  return { tex: digits, names };
}

const relations = /^[≤≥=]$/;

/**
 * The tree with names in its places. A number in scientific notation needs parentheses under a power, a negative one also after
 * a sign: `data-under` says so.
 * @param {MathTree} tree @param {readonly string[]} names @param {MathTree} [before] @param {boolean} [isBase] @returns {MathTree}
 */
function named(tree, names, before, isBase = false) {
  if (typeof tree === "string") return tree;
  const [tag, attributes, ...children] = tree;
  const text = textOf(tree);
  if (tag === "mn" && text.startsWith(PLACE)) {
    const isSigned = before?.[0] === "mo" && !relations.test(textOf(before)) && !/^[({|,]$/.test(textOf(before));
    const under = isBase ? "power" : isSigned ? "sign" : null;
    return [
      "mn",
      { "data-v": names[Number(text.slice(PLACE.length)) - 11] ?? "", ...(under ? { "data-under": under } : {}) },
    ];
  }
  return [
    tag,
    attributes,
    ...children.map((child, i) => named(child, names, children[i - 1], tag === "msup" && i === 0)),
  ];
}

/** @param {MathTree} tree @returns {string} */
function textOf(tree) {
  return typeof tree === "string" ? tree : /** @type {MathTree[]} */ (tree.slice(2)).map(textOf).join("");
}

const textOfAll = (/** @type {readonly MathTree[]} */ terms) => terms.map(textOf).join("");

const bar = /^[‖∥]/;

/**
 * Terms cut before the given operators, where they are longer than `limit` characters; norms stay in one piece.
 * @param {readonly MathTree[]} terms @param {RegExp} operators @param {number} limit @returns {MathTree[][]}
 */
function cut(terms, operators, limit) {
  if (textOfAll(terms).length <= limit) return [[...terms]];
  /** @type {MathTree[][]} */
  const parts = [[]];
  let isInNorm = false;
  for (const term of terms) {
    const text = textOf(term);
    if (bar.test(text)) isInNorm = !isInNorm;
    const isOperator = !isInNorm && term[0] === "mo" && operators.test(text);
    // At its start an operator would stand without spaces, as a sign.
    if (isOperator && parts[parts.length - 1].length > 0) parts.push([["mo", { form: "infix" }, text]]);
    else parts[parts.length - 1].push(term);
  }
  return parts;
}

/** Characters that fit the panel in one piece: of a line, and of a term of one. */
const LONG_LINE = 22;
const LONG_TERM = 40;

/**
 * The parts of a line, each its own formula: browsers break lines between formulas, never within one.
 * @param {readonly MathTree[]} terms @returns {MathTree[]}
 */
function formulas(terms) {
  return cut(terms, /^[≤≥=+−]$/, LONG_LINE)
    .flatMap((part) => cut(part, /^⋅$/, LONG_TERM))
    .map((part) => ["math", { displaystyle: "true" }, ["mrow", {}, ...part]]);
}

/**
 * One tree for each line of a statement; lines end at `,\\quad` and `,\\ `. Throws on TeX that cannot be read.
 * @param {string} tex @returns {MathTree[]}
 */
export function mathLines(tex) {
  const options = { displayMode: true, throwOnError: true, strict: true };
  return tex.split(/,\\(?:quad| )\s*/).map((line) => {
    const places = withPlaces(line);
    const [, , ...children] = drawable(treeOf(temml.renderToString(places.tex, options)));
    // The engine puts all terms into one row, if there is more than one.
    const [row] = /** @type {MathTree[]} */ (children);
    const terms = row[0] === "mrow" ? /** @type {MathTree[]} */ (row.slice(2)) : /** @type {MathTree[]} */ (children);
    return named(["div", {}, ...formulas(terms)], places.names);
  });
}

/** @param {string} file @param {(path: string) => void} watch @returns {Promise<Record<string, unknown>>} the module's exports */
async function modulesOf(file, watch) {
  const { module, dependencies } = await runnerImport(file, { configFile: false, logLevel: "error" });
  for (const path of [file, ...dependencies]) watch(path);
  return /** @type {Record<string, unknown>} */ (module);
}

/**
 * Serves `virtual:statement-math`: `statementMath` holds the lines of every certificate by its id, `substitutionMath` those with
 * places for numbers.
 * @returns {import("vite").Plugin}
 */
export function statementMath() {
  return {
    name: "statement-math",
    resolveId: (id) => (id === name ? `\0${name}` : undefined),
    async load(id) {
      if (id !== `\0${name}`) return undefined;
      const watch = (/** @type {string} */ path) => this.addWatchFile(path);
      const [{ statements }, { substitutions }] = await Promise.all(sources.map((file) => modulesOf(file, watch)));
      const plain = /** @type {readonly { id: string, statement: string }[]} */ (statements);
      const entries = plain.map(({ id: of, statement }) => [of, mathLines(statement)]);
      const filled = Object.entries(/** @type {Record<string, string>} */ (substitutions));
      const places = filled.map(([of, tex]) => [of, mathLines(tex)]);
      return [
        `export const statementMath = ${JSON.stringify(Object.fromEntries(entries))};`,
        `export const substitutionMath = ${JSON.stringify(Object.fromEntries(places))};`,
      ].join("\n");
    },
  };
}
