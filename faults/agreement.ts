/**
 * Whether engines agree: random experiments (src/engine/agreement), the same ones on every engine, each step compared with what
 * the engine's arithmetic allows from the engine's own state. Where one disagrees, its link is shrunk to the least that still does.
 */
import { join } from "node:path";
import { build } from "vite";
import { openFolder } from "../bench/browser";
import type { Outcome } from "./agreementPage";
import type { Part, Row } from "./report";

const REQUIRED = 2000;
/** links whose outcome comes back at a time; the seed of each such share is its number */
const SHARE = 20;

export const agreement: Part = async ({ root }) => {
  const outDir = join(root, "node_modules/.cache/faults/agreement");
  await build({
    root: join(root, "faults"),
    base: "./",
    configFile: false,
    logLevel: "silent",
    publicDir: join(root, "public"),
    build: {
      outDir,
      emptyOutDir: true,
      target: "es2023",
      rolldownOptions: { input: join(root, "faults/agreement.html") },
    },
  });
  const { page, url, close } = await openFolder(outDir, "webgpu");
  try {
    await page.goto(`${url}agreement.html`);
    await page.waitForFunction("globalThis.agreement");
    const rows: Row[] = [];
    for (const engine of await page.evaluate<readonly string[]>("engines")) {
      const shares: Outcome[] = [];
      while (shares.reduce((sum, { experiments }) => sum + experiments, 0) < REQUIRED) {
        const seed = shares.length + 1;
        const share = await page.evaluate<Outcome>(`agreement(${JSON.stringify(engine)}, ${seed}, ${SHARE})`);
        shares.push(share);
        process.stderr.write(
          `${engine}: ${share.experiments} experiments${share.disagreement ? ", one disagrees" : ""}\n`,
        );
      }
      rows.push(...rowsOf(engine, shares));
    }
    return rows;
  } finally {
    await close();
  }
};

function rowsOf(engine: string, shares: readonly Outcome[]): readonly Row[] {
  const total = (key: Exclude<keyof Outcome, "disagreement">) => shares.reduce((sum, share) => sum + share[key], 0);
  const found = shares.flatMap(({ disagreement }) => disagreement ?? []);
  const known = ((100 * total("resolved")) / total("numbers")).toFixed(1);
  const count = (x: number) => x.toLocaleString("en-US");
  const runs = `${count(total("experiments"))} in ${count(total("links"))} links, ${found.length} disagree`;
  return [
    {
      what: `random experiments on ${engine}`,
      figure: `${runs}; ${count(total("numbers"))} numbers, ${known} % of them with an interval under 1e-3 of their size`,
      required: `≥ ${count(REQUIRED)}, 0 disagree`,
      met: found.length === 0,
    },
    ...found.map(({ link, sentences }) => ({
      what: `${engine} on ${link}`,
      figure: sentences.join("; "),
      required: "within",
      met: false,
    })),
  ];
}
