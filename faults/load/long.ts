/** Long runs, wide ones, and a page that is left open. */
import type { Page } from "@playwright/test";
import { probeHeap } from "../../bench/page/heap";
import { recordMainThread } from "../../bench/page/streaming";
import type { Row } from "../report";
import { freezeRow, growthRow, heldBytes, isOfItsAddress, megabytes, openAt, PATIENCE_MS, untilRun } from "./measures";

/** With 32 MiB of checkpoints, all that a run may hold (design: 128 MB). */
const HISTORY_MB = 128;
/** How much of a run's computing is watched: traces of all of it would be larger than what they weigh. */
const WATCHED_MS = 10_000;

const seconds = (since: number): string => `${((performance.now() - since) / 1000).toFixed(0)} s`;

/** As many lanes as there can be, each a million steps long. */
export async function wideRun(page: Page, url: string): Promise<readonly Row[]> {
  const probe = await probeHeap(page);
  const seeds = Array.from({ length: 64 }, (_, seed) => seed).join();
  const begin = performance.now();
  await openAt(page, `${url}#v=1&m=2&n=2&r=1&seed=${seeds}&T=1000000&engine=float64&play=1`);
  await untilRun(page, "running");
  const thread = await recordMainThread(page, () => page.waitForTimeout(WATCHED_MS));
  await untilRun(page, "finished");
  const took = seconds(begin);
  const { arrays } = await probe.page();
  return [
    {
      what: "64 lanes × 10⁶ steps, float64, (2, 2, 1)",
      figure: `finished in ${took}`,
      required: "finished",
      met: true,
    },
    {
      what: "… history and all other arrays of the page",
      figure: megabytes(arrays),
      required: `≤ ${HISTORY_MB} MB`,
      met: arrays <= HISTORY_MB * 1e6,
    },
    freezeRow("… 64 lanes streaming", thread),
  ];
}

/** A run of 10⁸ steps, weighed once its history is full and at its end. */
export async function longRun(page: Page, url: string): Promise<readonly Row[]> {
  const probe = await probeHeap(page);
  const begin = performance.now();
  await openAt(page, `${url}#v=1&m=2&n=2&r=1&T=100000000&engine=float64&play=1`);
  await page.waitForFunction(() => Number(document.documentElement.dataset.t) > 5e6, null, { timeout: PATIENCE_MS });
  const before = await heldBytes(probe);
  const thread = await recordMainThread(page, () => page.waitForTimeout(WATCHED_MS));
  await untilRun(page, "finished");
  const took = seconds(begin);
  const after = await heldBytes(probe);
  return [
    { what: "10⁸ steps, float64, (2, 2, 1)", figure: `finished in ${took}`, required: "finished", met: true },
    growthRow("… from 5·10⁶ steps to 10⁸", before, after),
    freezeRow("… 10⁸ steps streaming", thread),
  ];
}

/** A night, by a clock that the test sets: half an hour at a time. */
const HOURS = 12;

export async function overnight(page: Page, url: string): Promise<readonly Row[]> {
  await page.clock.install();
  const probe = await probeHeap(page);
  await openAt(page, `${url}#v=1&trank=4&init=gauss&scale=0.001&T=1500&engine=float64`);
  await untilRun(page, "finished");
  await page.clock.runFor(60_000);
  const before = await heldBytes(probe);
  for (let hour = 0; hour < HOURS; hour += 0.5) await page.clock.fastForward("30:00");
  const after = await heldBytes(probe);
  await page.clock.resume();
  const restart = page.getByRole("button", { name: "Restart", exact: true });
  await restart.click();
  await untilRun(page, "finished");
  const isTrue = await isOfItsAddress(page);
  return [
    growthRow(`a page left open for ${HOURS} hours (simulated clock)`, before, after),
    { what: "… its run in the morning, restarted", figure: isTrue ? "right" : "wrong", required: "right", met: isTrue },
  ];
}
