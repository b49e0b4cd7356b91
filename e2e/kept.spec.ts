/** What is kept from one visit to the next, and what is not: in safe mode, and where the browser keeps nothing. */
import type { Page } from "@playwright/test";
import { downloadCsv, expect, fact, finished, open, test } from "./test";

const RUN = "#v=1&r=2&T=100&engine=float64";

/** Pins the run on screen, and waits until the browser has it. */
async function pin(page: Page): Promise<void> {
  await page.getByRole("button", { name: "Pin this run" }).click();
  await expect(page.getByRole("table", { name: /Lanes of the run/ })).toBeVisible();
  await kept(page, "pins", 1);
}

const kept = (page: Page, kind: "sessions" | "pins", count: number) =>
  expect
    .poll(() =>
      page.evaluate(
        (name) =>
          new Promise<number>((resolve) => {
            const opening = indexedDB.open("lora-descent");
            opening.onsuccess = () => {
              const counting = opening.result.transaction(name).objectStore(name).count();
              counting.onsuccess = () => {
                opening.result.close();
                resolve(counting.result);
              };
            };
          }),
        kind,
      ),
    )
    .toBe(count);

test("a page that is loaded anew has its configuration, pinned runs, what can be undone and the progress in the lessons", async ({
  page,
}) => {
  const predicted = page.getByRole("button", { name: /Below 10⁻⁵/ });
  await open(page, `${RUN}&lesson=certificates`);
  await predicted.click();
  await page.getByRole("button", { name: "Close the lessons" }).click();
  await finished(page);
  await pin(page);
  await page.getByRole("slider", { name: "rank", exact: true }).press("ArrowRight");
  await expect(page).toHaveURL(/[&#]r=3/);
  await finished(page);
  const before = await downloadCsv(page);
  await page.reload();
  await finished(page);
  await expect(page.getByRole("table", { name: /Lanes of the run/ }).locator("tbody tr")).toHaveCount(2);
  expect(await downloadCsv(page)).toBe(before);
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(page).toHaveURL(/[&#]r=2/);
  await open(page, `${RUN}&lesson=certificates`);
  await expect(predicted).toHaveAttribute("aria-pressed", "true");
});

test("a link shows what it says alone; the bare address offers the last visit", async ({ page }) => {
  await open(page, RUN);
  await finished(page);
  await pin(page);
  await open(page, "#v=1&r=5&T=50&engine=float64");
  await finished(page);
  expect(await downloadCsv(page)).not.toContain("pinned");
  await open(page, "");
  const goOn = page.getByRole("button", { name: "Continue where you were" });
  // A tab's session is free once its page is gone.
  await expect(goOn).toBeVisible();
  expect(new URL(page.url()).hash).toBe("");
  await goOn.click();
  await expect(page).toHaveURL(/r=5&T=50/);
  await expect(goOn).toBeHidden();
});

test("all that is kept can be forgotten", async ({ page }) => {
  await open(page, RUN);
  await finished(page);
  await pin(page);
  await page.getByRole("button", { name: "Keys" }).click();
  const dialog = page.getByRole("dialog", { name: "Keys" });
  await expect(dialog).toContainText("one visit, one pinned run, no files");
  await dialog.getByRole("button", { name: "Forget all" }).click();
  await expect(dialog).toContainText("nothing any more");
  await page.reload();
  await finished(page);
  expect(await downloadCsv(page)).not.toContain("pinned");
});

test("safe mode opens stopped, leaves what is kept alone, and can clear it", async ({ page }) => {
  await open(page, RUN);
  await finished(page);
  await pin(page);
  await open(page, `?safe${RUN}`);
  const notices = page.getByRole("region", { name: "Notices" });
  await expect(notices).toContainText("Safe mode");
  expect(await fact(page, "run")).toBe("paused");
  expect(await fact(page, "t")).toBeNull();
  await page.getByRole("slider", { name: "rank", exact: true }).press("ArrowRight");
  await expect(page).toHaveURL(/[&#]r=3/);
  expect(await fact(page, "t")).toBeNull();
  await kept(page, "pins", 1);
  await page.getByRole("button", { name: "Play", exact: true }).click();
  await finished(page);
  await notices.getByRole("button", { name: "Clear it" }).click();
  await expect(notices).toContainText("It is cleared");
  await kept(page, "pins", 0);
});

test("where the browser refuses to keep anything, the page goes on and says so once", async ({ page }) => {
  await page.addInitScript(() => {
    indexedDB.open = () => {
      throw new DOMException("not here", "SecurityError");
    };
  });
  await open(page, RUN);
  await finished(page);
  await page.getByRole("button", { name: "Pin this run" }).click();
  const notices = page.getByRole("region", { name: "Notices" });
  await expect(notices).toContainText("keeps nothing for this page");
  await notices.getByRole("button", { name: "Dismiss" }).click();
  await page.getByRole("slider", { name: "rank", exact: true }).press("ArrowRight");
  await finished(page);
  expect(await downloadCsv(page)).toContain("is pinned");
  await expect(notices).not.toContainText("keeps nothing");
});
