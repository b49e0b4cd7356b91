/**
 * Which layer may know which, which package belongs to which layer, and no cycles, checked on the whole import graph with
 * type-only imports, re-exports, `import()` and worker URLs included. Fails when nothing was read: an empty graph breaks no rule.
 * Written on a parser because the usual tools read neither TypeScript 7 nor its JSX, or pass on what they cannot read.
 */
import { existsSync, readFileSync, statSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { parseSync, Visitor } from "oxc-parser";
import { filesUnder, root } from "./files.mjs";

/** Layer → the layers that it may import, besides itself. @type {Record<string, readonly string[]>} */
export const layers = {
  math: [],
  lora: ["math"],
  files: ["math"],
  history: ["math", "lora"],
  permalink: ["math", "lora"],
  protocol: ["math", "files", "lora", "history"],
  export: ["math", "lora", "history"],
  lessons: ["math", "lora"],
  engine: ["math", "lora", "history"],
  worker: ["math", "files", "lora", "history", "protocol", "engine"],
  offline: [],
  charts: ["math", "lora", "history"],
  store: ["math", "files", "lora", "history", "permalink", "protocol", "export", "lessons"],
  app: ["math", "files", "lora", "history", "permalink", "protocol", "export", "lessons", "charts", "store"],
  cli: ["math", "files", "lora", "history", "permalink", "protocol", "export", "engine", "worker"],
};

/** Packages → where alone they may be imported. @type {readonly (readonly [RegExp, RegExp])[]} */
const homes = [
  [/^@tensorflow\//, /^src\/engine\/tfjs\//],
  [/^d3/, /^src\/charts\//],
  [/^zustand/, /^src\/(store|app\/hooks)\//],
  [/^(react|react-dom|lucide-react)(\/|$)/, /^src\/(app|charts)\//],
  [/^node:/, /^src\/cli\//],
];

/** The one place that starts the worker, by URL and not by import. */
const workerEdge = { from: "src/store/connectWorker.ts", to: "src/worker/main.ts" };

const isTest = /\.(test|test-d|fixtures)\.tsx?$/;

/**
 * Every module specifier of a source text.
 * @param {string} path @param {string} text @returns {string[]}
 */
export function specifiersOf(path, text) {
  const { module, program, errors } = parseSync(path, text);
  if (errors[0]) throw new Error(`${path}: ${errors[0].message}`);
  /** @type {string[]} */
  const found = [];
  for (const { moduleRequest } of module.staticImports) found.push(moduleRequest.value);
  for (const { entries } of module.staticExports) {
    for (const { moduleRequest } of entries) if (moduleRequest) found.push(moduleRequest.value);
  }
  /** @param {{ type: string, value?: unknown }} [node] */
  const literal = (node) => {
    if (node?.type === "Literal" && typeof node.value === "string") found.push(node.value);
  };
  new Visitor({
    ImportExpression: ({ source }) => literal(source),
    TSImportType: ({ source }) => literal(source),
    NewExpression({ callee, arguments: [first, second] }) {
      const isUrl = callee.type === "Identifier" && callee.name === "URL";
      if (isUrl && second && text.slice(second.start, second.end) === "import.meta.url") literal(first);
    },
  }).visit(program);
  return found;
}

/** @param {string} folder @param {string} from @param {string} specifier @returns {string | undefined} path of the file meant */
function resolve(folder, from, specifier) {
  const base = join(folder, dirname(from), specifier.replace(/\?.*$/, ""));
  const candidates = ["", ".ts", ".tsx", "/index.ts"].map((ending) => base + ending);
  const file = candidates.find((path) => existsSync(path) && statSync(path).isFile());
  return file && relative(folder, file).replaceAll("\\", "/");
}

/** @param {string} from @param {string} to @returns {string | undefined} the broken rule */
function brokenRule(from, to) {
  if (isTest.test(from) || (from === workerEdge.from && to === workerEdge.to)) return undefined;
  const layerOf = (/** @type {string} */ path) => /^src\/([^/]+)\//.exec(path)?.[1] ?? "";
  const [layer, other] = [layerOf(from), layerOf(to)];
  if (!layers[layer]) return `${from}: src/${layer} is not a layer`;
  if (layer === other || layers[layer].includes(other) || !to.startsWith("src/")) return undefined;
  return `${from} → ${to}: ${layer} may not know ${other}`;
}

/**
 * Cycles of a graph, each once, as a list of its nodes; by depth-first search.
 * @param {ReadonlyMap<string, readonly string[]>} graph @returns {string[][]}
 */
function cyclesOf(graph) {
  /** @type {string[][]} */
  const cycles = [];
  const finished = new Set();
  /** @type {string[]} */
  const path = [];
  const visit = (/** @type {string} */ node) => {
    if (finished.has(node)) return;
    const start = path.indexOf(node);
    if (start >= 0) return void cycles.push([...path.slice(start), node]);
    path.push(node);
    for (const next of graph.get(node) ?? []) visit(next);
    path.pop();
    finished.add(node);
  };
  for (const node of graph.keys()) visit(node);
  return cycles;
}

/**
 * Broken rules among the given files.
 * @param {string} folder @param {readonly string[]} files relative to the folder, forward slashes
 */
export function checkLayers(folder, files) {
  /** @type {Map<string, string[]>} */
  const graph = new Map();
  /** @type {string[]} */
  const faults = [];
  for (const from of files) {
    /** @type {string[]} */
    const edges = [];
    graph.set(from, edges);
    for (const specifier of specifiersOf(from, readFileSync(join(folder, from), "utf8"))) {
      if (specifier.startsWith(".")) {
        // What leads to no file is the compiler's to report.
        const to = resolve(folder, from, specifier);
        if (!to) continue;
        const fault = brokenRule(from, to);
        if (fault) faults.push(fault);
        else edges.push(to);
        continue;
      }
      const home = homes.find(([name, place]) => name.test(specifier) && !place.test(from));
      if (home && !isTest.test(from)) faults.push(`${from}: ${specifier} belongs to ${home[1].source}`);
    }
  }
  return [...faults, ...cyclesOf(graph).map((cycle) => `cycle: ${cycle.join(" → ")}`)];
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const files = filesUnder("src", /\.tsx?$/);
  const faults = checkLayers(root, files);
  process.stdout.write(`${[...faults, `${files.length} modules read, ${faults.length} faults`].join("\n")}\n`);
  process.exitCode = files.length === 0 || faults.length > 0 ? 1 : 0;
}
