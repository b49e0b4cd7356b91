/** Each rule of `npm run check` that can be planted cheaply is seen to fail. */
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { describe, expect, it } from "vitest";
import { checkLayers } from "./layers.mjs";
import { unwelcome } from "./licences.mjs";
import { auditOutcome, supplyFaults } from "./supply.mjs";
import { bareTodos } from "./todos.mjs";

const biome = createRequire(import.meta.url).resolve("@biomejs/biome/bin/biome");

const sizeLimit = resolve("node_modules/size-limit/bin.js");

/** Bytes that gzip cannot shorten: a hash chain. */
const noise = Buffer.concat(Array.from({ length: 6000 }, (_, i) => createHash("sha256").update(String(i)).digest()));

const effectWithoutDependency = `import { useEffect } from "react";
export function Planted({ t }: { t: number }) {
  useEffect(() => { document.title = String(t); }, []);
  return null;
}`;

const planted = [
  ["an unseeded draw", "src/app/random.ts", "export const x = Math.random();", "Draws are seeded"],
  ["a clock in the core", "src/lora/clock.ts", "export const x = Date.now();", "global variable Date"],
  ["a timer in the core", "src/history/timer.ts", "setTimeout(() => {}, 1);", "global variable setTimeout"],
  ["markup from text", "src/app/markup.ts", 'document.body.innerHTML = "<b>x</b>";', "No HTML is built from text"],
  ["markup beside text", "src/charts/beside.ts", 'document.body.insertAdjacentHTML("x", "y");', "No HTML is built"],
  ["code from text", "src/app/code.ts", 'export const f = new Function("return 1");', "No code is built from text"],
  [
    "markup in React",
    "src/app/Markup.tsx",
    'export const P = () => <p dangerouslySetInnerHTML={{ __html: "" }} />;',
    "noDangerouslySetInnerHtml",
  ],
  ["the console", "src/app/console.ts", "console.log(1);", "noConsole"],
  ["any", "src/app/any.ts", "export const x = (y: any) => y;", "noExplicitAny"],
  ["a default export", "src/app/default.ts", "export default 1;", "noDefaultExport"],
  ["an effect without its dependency", "src/app/Effect.tsx", effectWithoutDependency, "useExhaustiveDependencies"],
  ["a button without a type", "src/app/Button.tsx", "export const P = () => <button>Play</button>;", "useButtonType"],
  ["an image without a text", "src/charts/Image.tsx", 'export const P = () => <img src="a" />;', "useAltText"],
  ["a skipped test", "src/math/skip.test.ts", 'it.skip("adds", () => {});', "noSkippedTests"],
  ["a file of 301 lines", "src/app/long.ts", "export {};\n".repeat(301), "noExcessiveLinesPerFile"],
  ["a value cycle", "src/math/cycle.ts", 'import { x } from "./other";\nexport const y = x;', "noImportCycles"],
] as const;

const fine = [
  ["src/app/clock.ts", "export const now = () => Date.now();"],
  ["planted.config.ts", "export default 1;"],
] as const;

/** A folder of its own with the given files. */
function folderOf(files: Iterable<readonly [string, string]>): string {
  const folder = mkdtempSync(join(tmpdir(), "checks-"));
  for (const [path, text] of files) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  return folder;
}

describe("lint", () => {
  const otherHalf = ["src/math/other.ts", 'import { y } from "./cycle";\nexport const x = () => y;'] as const;
  const folder = folderOf([...planted.map(([, path, text]) => [path, text] as const), ...fine, otherHalf]);
  cpSync("biome.json", join(folder, "biome.json"));
  cpSync("tools/lint", join(folder, "tools/lint"), { recursive: true });
  const options = ["lint", "--vcs-enabled=false", "--reporter=github", "--max-diagnostics=none"];
  const { stdout, stderr } = spawnSync(process.execPath, [biome, ...options], { cwd: folder, encoding: "utf8" });
  rmSync(folder, { recursive: true });
  /** What Biome says of a file, one annotation a line. */
  const said = (path: string) =>
    `${stdout}${stderr}`
      .split("\n")
      .filter((line) => line.includes(`/${path},`))
      .join("\n");

  it.each(planted)("refuses %s", (_, path, __, rule) => {
    expect(said(path)).toContain(rule);
  });

  it.each(fine)("lets %s through", (path) => {
    expect(said(path)).toBe("");
  });
});

describe("layers", () => {
  /** Faults of a source tree with these files. */
  function faultsOf(files: Readonly<Record<string, string>>): string {
    const folder = folderOf(Object.entries(files));
    const faults = checkLayers(folder, Object.keys(files));
    rmSync(folder, { recursive: true });
    return faults.join("\n");
  }

  it.each([
    ["an import upwards", 'import { x } from "../lora/b";', "math may not know lora"],
    ["a type-only import upwards", 'import type { X } from "../lora/b";', "math may not know lora"],
    ["a re-export upwards", 'export * from "../lora/b";', "math may not know lora"],
    ["a type query upwards", 'export type X = import("../lora/b").X;', "math may not know lora"],
    ["a dynamic import upwards", 'export const x = import("../lora/b");', "math may not know lora"],
    ["tfjs outside the engine", 'import type { Tensor } from "@tensorflow/tfjs-core";', "belongs to"],
    [
      "a cycle of types",
      'export type { X } from "./cycle";',
      "cycle: src/math/a.ts → src/math/cycle.ts → src/math/a.ts",
    ],
  ])("refuse %s", (_, text, fault) => {
    const files = { "src/math/a.ts": text, "src/lora/b.ts": "", "src/math/cycle.ts": 'import type { Y } from "./a";' };
    expect(faultsOf(files)).toContain(fault);
  });

  it.each([
    'new Worker(new URL("../worker/main.ts", import.meta.url));',
    'import url from "../worker/main.ts?worker&url"; new Worker(url);',
  ])("keep the UI from the worker, but let one file start it: %s", (start) => {
    const worker = { "src/worker/main.ts": "" };
    expect(faultsOf({ "src/store/connectWorker.ts": start, ...worker })).toBe("");
    expect(faultsOf({ "src/store/other.ts": start, ...worker })).toContain("store may not know worker");
    const App = 'import type { M } from "../worker/main"; export const P = () => <math display={"block"} />;';
    expect(faultsOf({ "src/app/App.tsx": App, ...worker })).toContain("app may not know worker");
  });

  it("refuse a folder that is no layer, and let downward imports and tests through", () => {
    expect(faultsOf({ "src/utils/a.ts": 'import "../math/m";', "src/math/m.ts": "" })).toContain("not a layer");
    expect(faultsOf({ "src/lora/a.ts": 'import "../math/m";', "src/math/m.ts": "" })).toBe("");
    expect(faultsOf({ "src/math/a.test.ts": 'import "../lora/b"; import "d3";', "src/lora/b.ts": "" })).toBe("");
  });
});

describe("budgets", () => {
  const budgets = JSON.parse(readFileSync(".size-limit.json", "utf8")).map(
    ({ path, limit }: { path: string; limit: string }) => ({ path, bytes: 1000 * Number.parseFloat(limit) }),
  ) as readonly { readonly path: string; readonly bytes: number }[]; // the file's format, checked by size-limit itself

  /** What size-limit says of incompressible chunks, one for each budget, each `excess` bytes over its limit. */
  function verdict(chunks: typeof budgets, excess: number): string {
    const folder = folderOf([["package.json", readFileSync("package.json", "utf8")]]);
    mkdirSync(join(folder, "dist/assets"), { recursive: true });
    for (const { path, bytes } of chunks) {
      writeFileSync(join(folder, path.replace("*", "planted")), noise.subarray(0, bytes + excess));
    }
    cpSync(".size-limit.json", join(folder, ".size-limit.json"));
    symlinkSync(resolve("node_modules"), join(folder, "node_modules"), "junction");
    const { status, stdout, stderr } = spawnSync(process.execPath, [sizeLimit], { cwd: folder, encoding: "utf8" });
    rmSync(folder, { recursive: true });
    return `${stdout}${stderr} status ${status}`;
  }

  it("refuse a chunk that is too large, and a chunk that is not there", () => {
    expect(verdict(budgets, -1000)).toContain("status 0");
    const excesses = verdict(budgets, 1000);
    expect(excesses.match(/has exceeded by/g)).toHaveLength(budgets.length);
    expect(excesses).toContain("status 1");
    expect(verdict(budgets.slice(1), -1000)).toMatch(/can.t find files at dist\/assets\/page.*status 1/s);
  });
});

describe("the other checks", () => {
  it("find a TODO without an issue number", () => {
    expect(bareTodos("// TODO(#12): later\n// TODO: later\n * FIXME now\nconst todo = 1;")).toEqual([2, 3]);
  });

  it("find a licence that is not on the list", () => {
    const packages = [
      { name: "fine", license: "MIT" },
      { name: "other", license: "GPL-3.0" },
    ];
    expect(unwelcome(packages)).toEqual(["other: GPL-3.0"]);
  });

  it("find a package that is not pinned, not held by its hash, from elsewhere, of another licence, or run when installed", () => {
    const fine = { version: "1.0.0", integrity: "sha512-a", license: "MIT" };
    const binary = { version: "1.0.0", optional: true, os: ["win32"] };
    expect(supplyFaults({ dependencies: { fine: "1.0.0" } }, { "": {}, fine, binary })).toEqual([]);
    const packages = {
      unhashed: { ...fine, integrity: "" },
      linked: { ...fine, resolved: "git+ssh://git@example.com/x.git" },
      built: { ...fine, hasInstallScript: true },
      closed: { ...fine, license: "UNLICENSED" },
    };
    expect(supplyFaults({ devDependencies: { loose: "^1.0.0" } }, packages)).toEqual([
      "loose: ^1.0.0 is no exact version",
      "unhashed: no hash",
      "linked: comes from git+ssh://git@example.com/x.git",
      "built: has to run a script to be installed",
      "closed: licence UNLICENSED",
    ]);
  });

  it("tell an audit that found something from one that found nothing and from none", () => {
    expect(auditOutcome('{"vulnerabilities":{}}').status).toBe(0);
    const found = { vulnerabilities: { left: { severity: "high", range: "<2" } } };
    expect(auditOutcome(JSON.stringify(found))).toEqual({ status: 1, text: "high: left <2" });
    expect(auditOutcome('{"message":"405 Method Not Allowed"}')).toEqual({
      status: 2,
      text: "not audited: 405 Method Not Allowed",
    });
    expect(auditOutcome("").status).toBe(2);
  });
});
