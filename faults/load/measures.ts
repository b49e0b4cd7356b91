/** What every measurement of load shares: a page at a link, what it holds, and whether what it shows belongs to its address. */
import { readFileSync } from "node:fs";
import type { Page } from "@playwright/test";
import type { HeapProbe } from "../../bench/page/heap";
import type { MainThread } from "../../bench/page/trace";
import type { Row } from "../report";

/** What the page may hold more at the end than at the start. */
const GROWTH = 0.05;
/** The longest that the page may not answer, in milliseconds. */
const FREEZE_MS = 100;
/** Software adapters, busy machines: what has not happened after this many milliseconds will not. */
export const PATIENCE_MS = 480_000;

export async function openAt(page: Page, address: string): Promise<void> {
  await page.goto("about:blank");
  await page.goto(address);
}

/** Follows a link without loading the page anew. */
export async function follow(page: Page, hash: string): Promise<void> {
  await page.evaluate((next) => {
    location.hash = next;
  }, hash);
}

export async function untilRun(page: Page, status: string): Promise<void> {
  await page.waitForFunction((wanted) => document.documentElement.dataset.run === wanted, status, {
    timeout: PATIENCE_MS,
  });
}

/** What is drawn, answered and written down once a run has ended is no part of what the page holds on to. */
const SETTLED_MS = 1500;

/** All bytes of the page and its worker at rest, after a collection of garbage. */
export async function heldBytes(probe: HeapProbe): Promise<number> {
  await new Promise((resolve) => setTimeout(resolve, SETTLED_MS));
  const [page, worker] = [await probe.page(), await probe.worker()];
  return page.heap + page.arrays + worker.heap + worker.arrays;
}

export function growthRow(what: string, before: number, after: number): Row {
  const share = after / before - 1;
  const text = `${share < 0 ? "−" : "+"}${Math.abs(100 * share).toFixed(1)} %`;
  return {
    what: `${what}: memory of page and worker`,
    figure: `${text} (${megabytes(before)} → ${megabytes(after)})`,
    required: `≤ +${100 * GROWTH} %`,
    met: share <= GROWTH,
  };
}

/** Judged by processor time, so that what else the machine does is not counted; elapsed time stands beside it. */
export function freezeRow(what: string, { tasks }: MainThread): Row {
  const [processor, elapsed] = [tasks.processor, tasks.elapsed].map((times) =>
    times.reduce((a, b) => Math.max(a, b), 0),
  );
  return {
    what: `${what}: longest task of the page`,
    figure: `${processor!.toFixed(0)} ms of processor time (${elapsed!.toFixed(0)} ms elapsed)`,
    required: `≤ ${FREEZE_MS} ms`,
    met: processor! <= FREEZE_MS,
  };
}

export const megabytes = (bytes: number): string => `${(bytes / 1e6).toFixed(1)} MB`;

/** Whether the downloaded rows are those of the address, to its last iterate. */
export async function isOfItsAddress(page: Page): Promise<boolean> {
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("button", { name: "Download CSV" }).click(),
  ]);
  const text = readFileSync(await download.path(), "utf8");
  const keysOf = (hash: string) => new Set(hash.replace(/^#/, "").split("&"));
  const address = keysOf(new URL(page.url()).hash);
  const isOfAddress = [...keysOf(text.slice(2, text.indexOf("\n")))].every((pair) => address.has(pair));
  const t = Number(await page.locator("html").getAttribute("data-t"));
  const last = Number(text.trimEnd().split("\n").at(-1)!.split(",")[1]);
  // Where rows are thinned, the last one stands for so many iterates.
  const bucket = Number(/one in (\d+) past/.exec(text)?.[1] ?? 1);
  return isOfAddress && last <= t && t < last + bucket;
}
