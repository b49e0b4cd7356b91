/** Frames of the page while rows stream in, and while a long run that is there is zoomed. */
import type { Page } from "@playwright/test";
import { type MainThread, readTrace, traceCategories } from "./trace";

/** Records the main thread while `work` runs. */
export async function recordMainThread(page: Page, work: () => Promise<void>): Promise<MainThread> {
  const browser = page.context().browser();
  if (!browser) throw new Error("a page of a persistent context cannot be traced");
  await browser.startTracing(page, { categories: traceCategories });
  await work();
  return readTrace((await browser.stopTracing()).toString("utf8"));
}

/** Follows a link without loading the page anew. */
async function follow(page: Page, hash: string): Promise<void> {
  await page.evaluate((next) => {
    location.hash = next;
  }, hash);
}

async function untilRun(page: Page, status: string): Promise<void> {
  await page.waitForFunction((wanted) => document.documentElement.dataset.run === wanted, status, {
    timeout: 600_000,
  });
}

/** The page at a short run of the same lanes, then the whole of a long one. */
export async function streaming(page: Page, url: string, hash: string, T: number): Promise<MainThread> {
  await page.goto("about:blank");
  await page.goto(`${url}${hash}&T=100`);
  await untilRun(page, "finished");
  return recordMainThread(page, async () => {
    await follow(page, `${hash}&T=${T}&play=1`);
    await untilRun(page, "running");
    await untilRun(page, "finished");
  });
}

const ZOOMS = 12;
const ZOOM_INTERVAL_MS = 120;

/** The run on screen, zoomed in and out step by step on every chart at once: all rows are read anew each time. */
export async function zooming(page: Page): Promise<MainThread> {
  await page
    .getByRole("slider", { name: /crosshair/ })
    .first()
    .focus();
  return recordMainThread(page, async () => {
    for (const key of ["+", "-"]) {
      for (let i = 0; i < ZOOMS; i++) {
        await page.keyboard.press(key);
        await page.waitForTimeout(ZOOM_INTERVAL_MS);
      }
    }
  });
}
