/** Tabs beside each other, one that nobody sees, and a problem that is too large. */
import { expect, type Page } from "@playwright/test";
import { recordMainThread } from "../../bench/page/streaming";
import type { Row } from "../report";
import { freezeRow, isOfItsAddress, openAt, PATIENCE_MS, untilRun } from "./measures";

const TABS = 8;

/** Tabs of one browser at once, each with a run of its own. */
export async function manyTabs(page: Page, url: string): Promise<readonly Row[]> {
  const context = await page.context().browser()!.newContext(); // that page's context has one page
  const pages = await Promise.all(Array.from({ length: TABS }, () => context.newPage()));
  await Promise.all(pages.map((tab, i) => openAt(tab, `${url}#v=1&r=${i + 1}&T=20000&engine=float64&play=1`)));
  let right = 0;
  for (const tab of pages) {
    await untilRun(tab, "finished");
    if (await isOfItsAddress(tab)) right++;
    await tab.close();
  }
  return [
    {
      what: `${TABS} tabs at once: runs finished, each its own`,
      figure: `${right}`,
      required: `${TABS}`,
      met: right === TABS,
    },
  ];
}

/** What the browser tells a tab that another one covers; headless ones cover none. */
async function setHidden(page: Page, isHidden: boolean): Promise<void> {
  await page.evaluate((now) => {
    Object.defineProperty(document, "hidden", { value: now, configurable: true });
    Object.defineProperty(document, "visibilityState", { value: now ? "hidden" : "visible", configurable: true });
    document.dispatchEvent(new Event("visibilitychange"));
  }, isHidden);
}

/** A tab that is hidden while its run goes on, and gets a hundredth of the processor, as browsers do to such tabs. */
export async function hiddenTab(page: Page, url: string): Promise<readonly Row[]> {
  const session = await page.context().newCDPSession(page);
  await openAt(page, `${url}#v=1&m=2&n=2&r=1&T=10000000&engine=float64&play=1`);
  await untilRun(page, "running");
  await setHidden(page, true);
  await session.send("Emulation.setCPUThrottlingRate", { rate: 100 });
  await page.waitForTimeout(3000);
  await session.send("Emulation.setCPUThrottlingRate", { rate: 1 });
  const thread = await recordMainThread(page, async () => {
    await setHidden(page, false);
    await page.waitForTimeout(2000);
  });
  await untilRun(page, "finished");
  const isTrue = await isOfItsAddress(page);
  return [
    {
      what: "a tab hidden and throttled: its run, shown again",
      figure: isTrue ? "whole" : "torn",
      required: "whole",
      met: isTrue,
    },
    freezeRow("… shown again", thread),
  ];
}

/** The largest problem there is, and one beyond: computed, or refused before anything is allocated. */
export async function largeProblems(page: Page, url: string): Promise<readonly Row[]> {
  const answer = async (hash: string) => {
    const begin = performance.now();
    await openAt(page, `${url}${hash}`);
    await page.waitForFunction(
      () => Number(document.documentElement.dataset.t ?? -1) >= 1 || document.documentElement.dataset.run === "failed",
      null,
      { timeout: PATIENCE_MS },
    );
    const took = ((performance.now() - begin) / 1000).toFixed(0);
    const isComputed = (await page.locator("html").getAttribute("data-run")) !== "failed";
    const main = page.getByRole("main");
    if (!isComputed) await expect(main, "the reason").toContainText("too large", { timeout: PATIENCE_MS });
    const refusal = isComputed ? [] : await main.allInnerTexts();
    return { isComputed, took, refusal: refusal.join(" ").replaceAll(/\s+/g, " ") };
  };
  const one = await answer("#v=1&m=4096&n=4096&r=64&T=2&engine=float64");
  const many = await answer("#v=1&m=4096&n=4096&r=64&seed=1,2,3,4,5,6,7,8&T=2&engine=float64");
  const hasReason = (refusal: string) => /too large: .* would fit/.test(refusal);
  const sentence = (refusal: string) =>
    /(\d+ lanes of )?\d+×\d+ (is|are) too large:.*? would fit/.exec(refusal)?.[0] ?? refusal.slice(0, 200);
  return [
    {
      what: "4096×4096 with r = 64, float64",
      figure: one.isComputed ? `first step after ${one.took} s` : `refused: ${sentence(one.refusal)}`,
      required: "computed, or refused with the reason",
      met: one.isComputed || hasReason(one.refusal),
    },
    {
      what: "8 lanes of it",
      figure: many.isComputed
        ? `first step after ${many.took} s`
        : `refused after ${many.took} s: ${sentence(many.refusal)}`,
      required: "computed, or refused with the reason",
      met: many.isComputed || hasReason(many.refusal),
    },
  ];
}
