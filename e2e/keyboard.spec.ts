import { expect, fact, finished, open, test } from "./test";

test("the keyboard plays, pauses, steps and restarts", async ({ page }) => {
  await open(page, "#v=1&m=32&n=32&T=2000000&engine=float64&play=1");
  await expect(page.locator("html")).toHaveAttribute("data-run", "running");
  // Playing starts at t = 0, and a restart from there could not be told from none.
  await expect.poll(async () => Number(await fact(page, "selected"))).toBeGreaterThan(2);
  await page.keyboard.press("Space");
  await expect(page.locator("html")).toHaveAttribute("data-run", "paused");
  const selected = Number(await fact(page, "selected"));
  await page.keyboard.press("ArrowRight");
  await expect(page.locator("html")).toHaveAttribute("data-selected", String(selected + 1));
  await page.keyboard.press("r");
  await expect.poll(async () => Number(await fact(page, "selected"))).toBeLessThan(selected);
});

test("one key switches the y axes between log and linear, and the link says so", async ({ page }) => {
  await open(page, "#v=1&T=100&engine=float64");
  await finished(page);
  await page.keyboard.press("l");
  await expect(page).toHaveURL(/y=linear/);
  await page.keyboard.press("l");
  await expect(page).not.toHaveURL(/y=linear/);
});

test("every control has a name, and Tab reaches Play", async ({ page }) => {
  await open(page, "#v=1&T=100&engine=float64");
  await finished(page);
  const controls = page
    .locator("main, aside, footer, header, nav, form")
    .locator("button, input, select, [role=slider]");
  const nameless = await controls.evaluateAll((elements) =>
    elements
      .filter((element) => {
        const { labels, value } = element as HTMLInputElement; // absent on other elements, hence the defaults
        const text = `${element.getAttribute("aria-label") ?? ""}${element.textContent}${labels?.[0]?.textContent ?? ""}`;
        return (
          text.trim() === "" && !element.getAttribute("aria-labelledby") && !value && !element.getAttribute("title")
        );
      })
      .map((element) => element.outerHTML),
  );
  expect(nameless).toEqual([]);
  for (let presses = 0; presses < 200; presses++) {
    await page.keyboard.press("Tab");
    const name = await page.evaluate(
      () => document.activeElement?.getAttribute("aria-label") ?? document.activeElement?.textContent,
    );
    if (/^(Play|Pause)/.test(name ?? "")) return;
  }
  throw new Error("Play was not reached with 200 presses of Tab");
});
