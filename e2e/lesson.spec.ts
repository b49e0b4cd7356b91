import type { Page } from "@playwright/test";
import { expect, fact, finished, open, test } from "./test";

/** The first visit is offered a lesson, which is a spec of its own here: elsewhere the reader has been asked. */
const askedBefore = (page: Page) =>
  page.addInitScript(() => {
    // A blank page keeps nothing.
    if (location.protocol.startsWith("http")) localStorage.setItem("lora-descent:first-look-offered", "1");
  });

/** Presses Tab until what has the focus is called so. */
async function tabTo(page: Page, name: RegExp): Promise<void> {
  for (let presses = 0; presses < 120; presses++) {
    await page.keyboard.press("Tab");
    const focused = await page.evaluate(() => {
      const element = document.activeElement;
      return element?.getAttribute("aria-label") ?? element?.textContent ?? "";
    });
    if (name.test(focused)) return;
  }
  throw new Error(`${name} was not reached with 120 presses of Tab`);
}

test("keyboard only: from the bare page to the third lesson on a projector, predicted, played, answered", async ({
  page,
  context,
}) => {
  await askedBefore(page);
  await page.setViewportSize({ width: 1920, height: 1080 });
  await open(page, "");
  await finished(page);
  await page.keyboard.press("p");
  await expect(page.locator("html")).toHaveAttribute("data-theme", "projector");
  await page.keyboard.press("c");
  await expect(page.getByRole("heading", { name: "Lessons" })).toBeFocused();
  // The first look, then the lessons one to three.
  for (const title of ["A first look", "The origin traps LoRA", "Leaving the origin", "A bound and a run"]) {
    await page.keyboard.press("ArrowRight");
    await expect(page.getByRole("heading", { name: title })).toBeFocused();
  }
  await expect(page.getByRole("heading", { name: "A bound and a run" })).toBeFocused();
  await expect(page).toHaveURL(/mode=projector&lesson=certificates/);
  await expect(page.locator("html")).toHaveAttribute("data-look", "gradient");
  await expect.poll(() => fact(page, "t")).toBe("0");

  await tabTo(page, /Below 10⁻⁵/);
  await page.keyboard.press("Space");
  await expect(page.getByRole("button", { name: /Below 10⁻⁵/ })).toHaveAttribute("aria-pressed", "true");
  await tabTo(page, /Show the answer/);
  await page.keyboard.press("Enter");
  const lesson = page.getByRole("region", { name: "A bound and a run" });
  await expect(lesson).toContainText("As you predicted: Below 10⁻⁵.");
  // 3.0·10⁻⁷ and 1.07 are the specification's figures.
  await expect(lesson).toContainText("It is 2.99·10⁻⁷ (and 1.07 at T = 100).");

  // What was predicted and seen is kept, and the link opens the same for whoever gets it.
  await page.reload();
  await expect(page.getByText("Lesson 3 of 12")).toBeVisible();
  await expect(page.getByRole("button", { name: /Below 10⁻⁵/ })).toHaveAttribute("aria-pressed", "true");
  const other = await context.browser()!.newPage();
  await other.goto(page.url());
  await expect(other.getByRole("heading", { name: "A bound and a run" })).toBeVisible();
  await expect(other.getByRole("button", { name: /Below 10⁻⁵/ })).toHaveAttribute("aria-pressed", "false");
  await expect.poll(() => fact(other, "selected")).toBe(await fact(page, "selected"));
  await other.close();
});

test("an answer comes when the run was played to its end, and not before", async ({ page }) => {
  await askedBefore(page);
  await open(
    page,
    "#v=1&m=1&n=1&L=1&method=lora,full&r=1&init=user&B=-0.8&A=0.8&target=1&T=1000&t=0&lesson=origin&engine=float64",
  );
  const lesson = page.getByRole("region", { name: "The origin traps LoRA" });
  await expect(lesson.getByRole("button", { name: "Play the run" })).toBeVisible();
  await expect(lesson).not.toContainText("flows into V = 0");
  await page.keyboard.press("Space");
  await expect(lesson).toContainText("flows into V = 0: ‖V‖² = 1.49·10⁻¹³², loss 0.500.");
  await expect(lesson).toContainText("Full-rank descent at 1, LoRA at BA = 0.");
});

test("a changed parameter keeps the lesson open and says that the run is another one", async ({ page }) => {
  await askedBefore(page);
  await open(page, "#v=1&m=8&n=6&L=1&r=3&T=10000&t=0&lesson=certificates&engine=float64");
  const lesson = page.getByRole("region", { name: "A bound and a run" });
  await expect(lesson).toContainText("This run is not the lesson’s: r = 3 instead of 2.");
  await lesson.getByRole("link", { name: "Back to the lesson’s run" }).click();
  await expect(lesson).not.toContainText("This run is not the lesson’s");
  await expect(page).toHaveURL(/r=2&T=10000&engine=float64&t=0&lesson=certificates/);
});

test("the first visit is offered a first look once", async ({ page }) => {
  await open(page, "");
  await page.getByRole("link", { name: "Show me" }).click();
  await expect(page.getByRole("heading", { name: "A first look" })).toBeVisible();
  await open(page, "");
  await finished(page);
  await expect(page.getByRole("link", { name: "Show me" })).toHaveCount(0);
});

test("a lesson that there is not is said so, with those there are", async ({ page }) => {
  await open(page, "#v=1&T=100&lesson=no-such&engine=float64");
  await expect(page.getByText("There is no lesson “no-such”.")).toBeVisible();
  await expect(page.getByRole("link", { name: "Past the cap of the rank" })).toBeVisible();
});

test("on a phone the sheet leaves the chart that it speaks of in view", async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await open(page, "#v=1&m=8&n=6&L=1&r=2&T=10000&t=0&lesson=certificates&engine=float64");
  const sheet = page.getByRole("region", { name: "A bound and a run" });
  await expect(sheet).toBeVisible();
  const chart = page.getByRole("figure", { name: "Gradient norm" });
  await expect(chart).toBeInViewport();
  await expect
    .poll(async () => {
      const [above, below] = [await chart.boundingBox(), await sheet.boundingBox()];
      return (above?.y ?? -1) >= 0 && (above?.y ?? 0) + (above?.height ?? 0) <= (below?.y ?? 0);
    })
    .toBe(true);
});

test("symbols at charts and controls open their entries, by keyboard too, and give the focus back", async ({
  page,
}) => {
  await open(page, "#v=1&T=100&engine=float64");
  await finished(page);
  const symbol = page.getByRole("button", { name: "Step size: what the symbols mean" });
  await symbol.focus();
  await page.keyboard.press("Enter");
  const entry = page.getByRole("dialog", { name: /step size/ });
  await expect(entry).toBeFocused();
  await expect(entry).toContainText("Rule (8)");
  await page.keyboard.press("Escape");
  await expect(symbol).toBeFocused();
  await page.getByRole("button", { name: "rank: what is it?" }).click();
  await page.getByRole("button", { name: "All symbols and terms" }).click();
  const all = page.getByRole("dialog", { name: "Symbols and terms" });
  await expect(all.getByRole("heading", { name: /suboptimality/ })).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(all).toHaveCount(0);
});
