/** As a teacher would: from the bare page to the third lesson on a projector, and the link handed to a student; no pointer touches the page. */
import type { Page } from "@playwright/test";
import { expect, fact, finished, open, test } from "./test";

test.use({ viewport: { width: 1920, height: 1080 }, permissions: ["clipboard-read", "clipboard-write"] });

/** What the chart of the lesson reads at the iterate shown. */
const values = (page: Page) =>
  page.getByRole("slider", { name: "Gradient norm, crosshair" }).getAttribute("aria-valuetext");

test("by keys alone to the third lesson on a projector, shared, and opened elsewhere at the same iterate", async ({
  page,
  browser,
}) => {
  await page.addInitScript(() => {
    const count = () => {
      document.documentElement.dataset.pointed = "true";
    };
    window.addEventListener("pointerdown", count, { capture: true });
  });
  await open(page, "");
  await finished(page);
  await page.keyboard.press("p");
  await expect(page.locator("html")).toHaveAttribute("data-theme", "projector");
  await page.keyboard.press("c");
  await expect(page.getByRole("heading", { name: "Lessons" })).toBeFocused();
  for (const title of ["A first look", "The origin traps LoRA", "Leaving the origin", "A bound and a run"]) {
    await page.keyboard.press("ArrowRight");
    await expect(page.getByRole("heading", { name: title })).toBeFocused();
  }
  await expect.poll(() => fact(page, "selected")).toBe("0");
  for (let t = 1; t <= 7; t++) {
    await page.keyboard.press(".");
    await expect.poll(() => fact(page, "selected")).toBe(String(t));
  }
  await page.keyboard.press("q");
  await expect(page.getByRole("button", { name: "Copy link" })).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(page.getByText("Copied.")).toBeVisible();
  const link = await page.evaluate(() => navigator.clipboard.readText());
  // To those who watch goes the board, not the projector's view of it.
  expect(link).toMatch(/&t=7&lesson=certificates$/);
  await page.keyboard.press("Escape");
  await expect(page.getByRole("heading", { name: "A bound and a run" })).toBeFocused();
  expect(await page.locator("html").getAttribute("data-pointed")).toBeNull();

  const profile = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  const student = await profile.newPage();
  await student.goto(link);
  await expect(student.getByRole("heading", { name: "A bound and a run" })).toBeVisible();
  await expect.poll(() => fact(student, "selected")).toBe("7");
  await expect.poll(() => values(page)).toMatch(/^t = 7: /);
  await expect.poll(() => values(student)).toBe(await values(page));
  await profile.close();
});
