/** Frames of the page on a phone: a narrow window, and a processor four times as slow, while a run streams in and is played. */
import type { Page } from "@playwright/test";
import { recordMainThread } from "./streaming";
import type { MainThread } from "./trace";

const PHONE = { width: 390, height: 844 };
const SLOWDOWN = 4;
const RECORDED_MS = 8000;

/** The main thread from the first iterates on. The browser slows it by keeping it busy, so that its processor time is a phone's. */
export async function onPhone(page: Page, address: string): Promise<MainThread> {
  const before = page.viewportSize();
  const session = await page.context().newCDPSession(page);
  await page.setViewportSize(PHONE);
  await page.goto("about:blank");
  await page.goto(address);
  await page.locator("html[data-run=running]").waitFor();
  await session.send("Emulation.setCPUThrottlingRate", { rate: SLOWDOWN });
  const recorded = await recordMainThread(page, () => page.waitForTimeout(RECORDED_MS));
  await session.send("Emulation.setCPUThrottlingRate", { rate: 1 });
  if (before) await page.setViewportSize(before);
  return recorded;
}
