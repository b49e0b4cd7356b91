/**
 * `npm run bench:page`: the built site in Chromium. Frames and tasks of the main thread while four charts of four lanes take in
 * 10⁶ rows each, how soon a slider and Pause are answered, and what the page holds afterwards. 1 if a budget is missed.
 */
import { loadavg } from "node:os";
import { join } from "node:path";
import type { Page } from "@playwright/test";
import { openFolder } from "./browser";
import { dragLatencies } from "./page/dragging";
import { pauseLatencies, sliderLatencies } from "./page/latency";
import { onPhone } from "./page/phone";
import { streaming, zooming } from "./page/streaming";
import { type MainThread, quantile } from "./page/trace";
import { ms, printGroup, printHead, printRow } from "./report";

const ROWS = 1e6;
const FRAME_MS = 16.7;
/** 30 frames a second */
const PHONE_FRAME_MS = 33.3;
const TASK_MS = 50;
const LATENCY_MS = 100;

const lanes = "#v=1&r=1,2,4,8&engine=float64";
const alone = "#v=1&engine=float64";

/** A path of 500 steps, at two sizes (m, n, r). */
const smallest = "#v=1&m=1&n=1&L=1&r=1&init=user&B=-0.8&A=0.8&target=1&T=300&engine=float64";
const usual = "#v=1&n=16&T=500&engine=float64";

let missed = 0;

function judged(what: string, value: string, budget: string, met: boolean, note = ""): void {
  if (!met) missed++;
  printRow({ what, value, budget, met, note });
}

function printMainThread({ frames, tasks }: MainThread): void {
  const p95 = quantile(frames.processor, 0.95);
  const longest = Math.max(...tasks.processor);
  const elapsed = `${ms(quantile(frames.elapsed, 0.95))} elapsed, ${frames.processor.length} frames`;
  printRow({ what: "frame, median", value: ms(quantile(frames.processor, 0.5)) });
  judged("frame, 95 %", ms(p95), `≤ ${FRAME_MS} ms`, p95 <= FRAME_MS, elapsed);
  judged("longest task", ms(longest), `≤ ${TASK_MS} ms`, longest <= TASK_MS);
}

function printPhone(what: string, { frames }: MainThread): void {
  const p95 = quantile(frames.processor, 0.95);
  const median = quantile(frames.processor, 0.5);
  const note = `median ${ms(median)}, ${frames.processor.length} frames in 8 s`;
  judged(what, ms(p95), `≤ ${PHONE_FRAME_MS} ms`, p95 <= PHONE_FRAME_MS, note);
}

function printLatencies(what: string, latencies: readonly number[]): void {
  const p95 = quantile(latencies, 0.95);
  judged(what, ms(p95), `≤ ${LATENCY_MS} ms`, p95 <= LATENCY_MS, `median ${ms(quantile(latencies, 0.5))}`);
}

/** The run of a link, and its start dragged about. */
async function dragged(page: Page, link: string) {
  await page.goto("about:blank");
  await page.goto(link);
  await page.locator("html[data-run=finished]").waitFor();
  const all = await dragLatencies(page);
  return { frames: all.map(({ frames }) => frames), elapsed: all.map(({ elapsed }) => elapsed) };
}

export async function main(root: string, [folder = join(root, "dist")]: readonly string[]): Promise<number> {
  const { page, url, browserVersion, close } = await openFolder(folder, "cpu");
  try {
    await page.setViewportSize({ width: 1440, height: 900 });
    printHead("The page on the float64 engine, no GPU", browserVersion);
    printGroup("4 charts × 4 lanes × 10⁶ rows streaming, log t: processor time of the main thread");
    printMainThread(await streaming(page, url, `${lanes}&x=log`, ROWS));
    printGroup("The same, zoomed in and out when all rows are there");
    printMainThread(await zooming(page));
    printGroup("4 charts × 4 lanes × 10⁶ rows streaming, linear t");
    printMainThread(await streaming(page, url, `${lanes}&x=linear`, ROWS));
    printGroup("Default configuration, 10⁶ rows streaming");
    printMainThread(await streaming(page, url, alone, ROWS));

    printGroup("A phone, 390 × 844, a processor four times as slow: processor time of a frame, 95 %");
    printPhone("opening run", await onPhone(page, url));
    printPhone("10⁵ steps", await onPhone(page, `${url}${alone}&T=100000&play=1`));

    printGroup("Elapsed time from the event to the frame, 95 %");
    await page.goto(`${url}${alone}`);
    await page.locator("html[data-run=finished]").waitFor();
    for (const name of ["smoothness", "rank"]) {
      printLatencies(`slider “${name}” → first new iterate painted`, await sliderLatencies(page, name));
    }
    await page.goto("about:blank");
    await page.goto(`${url}${alone}&T=100000000&play=1`);
    await page.locator("html[data-run=running]").waitFor();
    printLatencies("Pause → worker stopped", await pauseLatencies(page));
    const small = await dragged(page, `${url}${smallest}`);
    const last = quantile(small.frames, 0.95);
    const median = `median ${ms(quantile(small.elapsed, 0.5))}`;
    judged("start dragged at (1,1,1) → path painted", `${last} frame`, "≤ 1 frame", last <= 1, median);
    printLatencies("start dragged at (16,16,4) → path painted", (await dragged(page, `${url}${usual}`)).elapsed);
    // Elapsed times wait for a processor, and processor times grow when both halves of a core are busy.
    printGroup(`Programs at a time on the machine, over the last five minutes: ${loadavg()[1]!.toFixed(1)}`);
  } finally {
    await close();
  }
  return missed > 0 ? 1 : 0;
}
