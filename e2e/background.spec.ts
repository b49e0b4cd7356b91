import type { Page } from "@playwright/test";
import { expect, fact, open, test } from "./test";

const long = "#v=1&m=32&n=32&r=4&T=100000000&engine=float64&play=1";

/** What the browser does to a tab that another one covers. */
async function setHidden(page: Page, hidden: boolean): Promise<void> {
  await page.evaluate((now) => {
    Object.defineProperty(document, "visibilityState", { value: now ? "hidden" : "visible", configurable: true });
    document.dispatchEvent(new Event("visibilitychange"));
  }, hidden);
}

const computed = async (page: Page) => Number(await fact(page, "t"));

async function expectComputing(page: Page): Promise<void> {
  const before = await computed(page);
  await expect.poll(() => computed(page)).toBeGreaterThan(before);
}

test("a run goes on in a hidden tab", async ({ page }) => {
  await open(page, long);
  await expect(page.locator("html")).toHaveAttribute("data-run", "running");
  await setHidden(page, true);
  await expectComputing(page);
});

test("a run pauses in a hidden tab and goes on when it is shown, if that was chosen; the choice is kept, not linked", async ({
  page,
}) => {
  await open(page, long);
  await page.getByRole("combobox", { name: "in a hidden tab" }).selectOption({ label: "pause" });
  expect(new URL(page.url()).hash).not.toContain("pause");
  await open(page, long);
  await expect(page.getByRole("combobox", { name: "in a hidden tab" })).toHaveValue("pause");
  await expect(page.locator("html")).toHaveAttribute("data-run", "running");
  await setHidden(page, true);
  await expect(page.locator("html")).toHaveAttribute("data-run", "paused");
  await setHidden(page, false);
  await expect(page.locator("html")).toHaveAttribute("data-run", "running");
  await expectComputing(page);
});

test("a run that the user paused stays paused when its tab is shown again", async ({ page }) => {
  await open(page, long);
  await page.getByRole("combobox", { name: "in a hidden tab" }).selectOption({ label: "pause" });
  await expect(page.locator("html")).toHaveAttribute("data-run", "running");
  await page.getByRole("button", { name: "Pause" }).click();
  await expect(page.locator("html")).toHaveAttribute("data-run", "paused");
  const before = await computed(page);
  await setHidden(page, true);
  await setHidden(page, false);
  await page.getByRole("button", { name: "Step once" }).click();
  await expect(page.locator("html")).toHaveAttribute("data-run", "paused");
  expect(await computed(page)).toBeLessThanOrEqual(before + 1);
});
