/**
 * `npm run bench:soak`: what the built site holds over 10⁷ steps and over 100 restarts, on the float64 engine and, with fewer steps,
 * on the device engines. Memory must be flat once the history is full, device tensors equal. 1 if a budget is missed.
 */
import { join } from "node:path";
import type { Page } from "@playwright/test";
import { openFolder } from "./browser";
import { type HeapProbe, type Held, probeHeap } from "./page/heap";
import { recordMainThread } from "./page/streaming";
import { ms, printGroup, printHead, printRow, type Row } from "./report";

const FLAT = 0.05;
const HISTORY_MB = 128;
const TASK_MS = 100;
const STEPS = 1e7;
/** All rows that are kept are there from here on, and merged once. */
const FULL = 3e6;
const SAMPLE_STEPS = 5e5;
const PATIENCE_MS = 1_200_000;
const RESTARTS = 100;
/** Until then the browser compiles most of what runs again and again: code is part of what is weighed. */
const WARM_RESTARTS = 250;
const SETTLED_MS = 1500;
const SAMPLE_EVERY = 5;

/** what was judged so far */
const judgements: Row[] = [];

const mb = (bytes: number): string => `${(bytes / 1e6).toFixed(1)} MB`;

function judged(what: string, value: string, budget: string, met: boolean, note = ""): void {
  const row = { what, value, budget, met, note };
  judgements.push(row);
  printRow(row);
}

const total = ({ heap, arrays }: Held): number => heap + arrays;

const mean = (some: readonly number[]): number => some.reduce((sum, value) => sum + value, 0) / some.length;

/** How much numbers changed from the mean of their first quarter to that of their last. */
function changeOf(bytes: readonly number[]): { readonly share: number; readonly text: string; readonly note: string } {
  const quarter = Math.max(1, Math.floor(bytes.length / 4));
  const first = mean(bytes.slice(0, quarter));
  const last = mean(bytes.slice(-quarter));
  const share = last / first - 1;
  const text = `${share < 0 ? "−" : "+"}${Math.abs(100 * share).toFixed(1)} %`;
  return { share, text, note: `${mb(first)} → ${mb(last)}, at most ${mb(Math.max(...bytes))}` };
}

/** Everything together must stay as it is; its parts are told. */
function printFlat(pages: readonly Held[], workers: readonly Held[]): void {
  const all = changeOf(pages.map((page, i) => total(page) + total(workers[i]!)));
  judged("memory of page and worker", all.text, `±${100 * FLAT} %`, Math.abs(all.share) <= FLAT, all.note);
  for (const [whose, held] of [["page", pages] as const, ["worker", workers] as const]) {
    for (const part of ["heap", "arrays"] as const) {
      const { text, note } = changeOf(held.map((sample) => sample[part]));
      printRow({ what: `  ${whose}, ${part === "heap" ? "objects and code" : "arrays"}`, value: text, note });
    }
  }
}

async function untilStep(page: Page, t: number): Promise<void> {
  await page.waitForFunction((wanted) => Number(document.documentElement.dataset.t ?? -1) >= wanted, t, {
    timeout: PATIENCE_MS,
  });
}

/** One long run, paused again and again once the history is full, so that nothing is under way while it is weighed. */
async function soakSteps(page: Page, url: string, hash: string, probe: HeapProbe): Promise<void> {
  printGroup(`10⁷ steps of the float64 engine: ${hash}`);
  await page.goto(`${url}${hash}`);
  const pages: Held[] = [];
  const workers: Held[] = [];
  await untilStep(page, FULL);
  const { tasks } = await recordMainThread(page, () => untilStep(page, FULL + SAMPLE_STEPS));
  for (let t = FULL + SAMPLE_STEPS; t < STEPS; t += SAMPLE_STEPS) {
    await untilStep(page, t);
    await page.getByRole("button", { name: "Pause", exact: true }).click();
    await page.locator("html[data-run=paused]").waitFor();
    pages.push(await probe.page());
    workers.push(await probe.worker());
    await page.getByRole("button", { name: "Play", exact: true }).click();
  }
  await page.locator("html[data-run=finished]").waitFor({ timeout: PATIENCE_MS });
  printFlat(pages, workers);
  const most = Math.max(...pages.map(({ arrays }) => arrays)) / 1e6;
  judged("history and all other arrays of the page", `${most.toFixed(1)} MB`, `≤ ${HISTORY_MB} MB`, most <= HISTORY_MB);
  const longest = Math.max(...tasks.processor);
  judged("longest task of the page, processor time", ms(longest), `≤ ${TASK_MS} ms`, longest <= TASK_MS);
}

/** The same run again and again: what is held once all is warm. */
async function soakRestarts(page: Page, url: string, hash: string, probe: HeapProbe): Promise<void> {
  await page.goto("about:blank");
  await page.goto(`${url}${hash}`);
  const finished = page.locator("html[data-run=finished]");
  await finished.waitFor();
  const pages: Held[] = [];
  const workers: Held[] = [];
  const tensors: number[] = [];
  for (let restart = 1; restart <= WARM_RESTARTS + RESTARTS; restart++) {
    await page.getByRole("button", { name: "Restart", exact: true }).click();
    await finished.waitFor();
    if (restart < WARM_RESTARTS || restart % SAMPLE_EVERY !== 0) continue;
    // The plane through V = 0 is answered and drawn after the run has ended.
    await page.waitForTimeout(SETTLED_MS);
    pages.push(await probe.page());
    workers.push(await probe.worker());
    tensors.push(await probe.tensors());
  }
  printFlat(pages, workers);
  const isEqual = tensors.every((count) => count === tensors[0]);
  judged("tensors on the device", String(tensors.at(-1)), "equal", isEqual, `${tensors[0]} at first`);
}

/** Steps of a restarted run: software adapters would need hours for as many as the processor takes. */
const restarted = [
  { device: "cpu", engine: "float64", T: 5_000 },
  { device: "webgpu", engine: "webgpu", T: 1_000 },
  { device: "webgl", engine: "webgl", T: 20 },
] as const;

/** Measures a built site; prints what it measures and returns what is judged. */
export async function soak(folder: string): Promise<readonly Row[]> {
  for (const { device, engine, T } of restarted) {
    const { page, url, browserVersion, close } = await openFolder(folder, device);
    try {
      if (device === "cpu") printHead("What the page holds", browserVersion);
      const probe = await probeHeap(page);
      if (device === "cpu") await soakSteps(page, url, `#v=1&m=2&n=2&r=1&T=${STEPS}&engine=float64&play=1`, probe);
      printGroup(`${RESTARTS} restarts of ${T} steps, ${engine}`);
      await soakRestarts(page, url, `#v=1&T=${T}&engine=${engine}`, probe);
    } finally {
      await close();
    }
  }
  return judgements;
}

export async function main(root: string, [folder = join(root, "dist")]: readonly string[]): Promise<number> {
  return (await soak(folder)).every(({ met }) => met) ? 0 : 1;
}
