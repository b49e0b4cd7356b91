import type { Page } from "@playwright/test";
import { expect, finished, open, test } from "./test";

for (const width of [390, 320]) {
  test(`at ${width} px nothing is cut off and the transport bar stays in view`, async ({ page }) => {
    await page.setViewportSize({ width, height: 844 });
    await open(page, "#v=1&T=200&engine=float64");
    await finished(page);
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    expect(overflow).toBeLessThanOrEqual(0);
    for (const place of ["top", "bottom"]) {
      if (place === "bottom") await page.mouse.wheel(0, 5000);
      await expect(page.getByRole("button", { name: /^(Play|Pause)/ })).toBeInViewport({ ratio: 1 });
      await expect(page.getByRole("button", { name: "Restart" })).toBeInViewport({ ratio: 1 });
    }
  });
}

test("a control on the phone restarts the run", async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await open(page, "#v=1&T=200&engine=float64");
  await finished(page);
  const rank = page.getByRole("slider", { name: "rank", exact: true });
  if (!(await rank.isVisible()))
    await page
      .getByRole("button", { name: /controls|settings|parameters/i })
      .first()
      .click();
  await rank.scrollIntoViewIfNeeded();
  await rank.focus();
  await rank.press("ArrowRight");
  await expect(page).toHaveURL(/[&#]r=5/);
  await finished(page);
});

test("a picture out of sight is not drawn, and is there when it is scrolled into sight, as of then", async ({
  page,
}) => {
  await page.setViewportSize({ width: 390, height: 700 });
  await open(page, "#v=1&T=1000&engine=float64");
  await finished(page);
  const picture = (title: string) => page.getByRole("figure", { name: title, exact: true });
  // Drawing gives a canvas its size on the page.
  await expect(picture("Loss").locator("canvas")).toHaveAttribute("style", /width: \d/);
  await expect(picture("Adapter norm").locator("canvas")).not.toHaveAttribute("style");
  await picture("Adapter norm").scrollIntoViewIfNeeded();
  await expect(picture("Adapter norm").locator("canvas")).toHaveAttribute("style", /width: \d/);
  await expect(picture("Adapter norm").locator(".chart-end", { hasText: "growth" })).toBeVisible();
});

test("two fingers zoom all charts together, one scrolls the page, and a double tap shows the whole run again", async ({
  browser,
}) => {
  const context = await browser.newContext({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });
  const page = await context.newPage();
  await open(page, "#v=1&T=1000&engine=float64");
  await finished(page);
  const surfaces = page.getByRole("slider", { name: /crosshair/ });
  const ticks = (chart: number) => page.locator(".chart-axis").nth(chart).locator("text").allTextContents();
  const whole = [await ticks(0), await ticks(1)];
  await surfaces.first().scrollIntoViewIfNeeded();
  const box = (await surfaces.first().boundingBox())!;
  const y = box.y + box.height / 2;
  const touch = await context.newCDPSession(page);
  const fingers = (type: "touchStart" | "touchMove" | "touchEnd", ...x: readonly number[]) =>
    touch.send("Input.dispatchTouchEvent", { type, touchPoints: x.map((at, id) => ({ x: box.x + at, y, id })) });
  const before = await page.evaluate(() => scrollY);
  await fingers("touchStart", 150, 190);
  for (let spread = 10; spread <= 60; spread += 10) await fingers("touchMove", 150 - spread, 190 + spread);
  await fingers("touchEnd");
  for (const chart of [0, 1]) await expect.poll(() => ticks(chart)).not.toEqual(whole[chart]);
  expect(await page.evaluate(() => [scrollY, visualViewport?.scale])).toEqual([before, 1]);
  await page.touchscreen.tap(box.x + 170, y);
  await page.touchscreen.tap(box.x + 170, y);
  for (const chart of [0, 1]) await expect.poll(() => ticks(chart)).toEqual(whole[chart]);
  await context.close();
});

for (const { width, height } of [
  { width: 390, height: 844 },
  { width: 320, height: 640 },
]) {
  test(`at ${width} px a finger finds every control: 24 px on both sides`, async ({ browser }) => {
    const context = await browser.newContext({ viewport: { width, height }, hasTouch: true, isMobile: true });
    const page = await context.newPage();
    await open(page, "#v=1&r=1,2&T=200&engine=float64");
    await finished(page);
    await expect(page.getByRole("table").first()).toBeVisible();
    expect(await smallTargets(page)).toEqual([]);
    await page.getByRole("button", { name: "Controls" }).click();
    expect(await smallTargets(page)).toEqual([]);
    await open(page, "#v=1&trank=4&init=gauss&scale=0.001&T=300&engine=float64&charts=landscape.paths.factors");
    await finished(page);
    await expect(page.getByRole("combobox", { name: "size of the nudge" })).toBeVisible();
    expect(await smallTargets(page)).toEqual([]);
    await context.close();
  });
}

/**
 * Visible controls under 24 px (WCAG 2.2, 2.5.8), which excepts links in sentences and what must be as it is: a phase of the run is
 * as wide as it lasted.
 */
function smallTargets(page: Page): Promise<readonly string[]> {
  return page.evaluate(() => {
    const controls = "button, select, input, summary, a[href], [role=slider], [role=application]";
    return [...document.querySelectorAll(controls)]
      .filter((each) => each.checkVisibility({ visibilityProperty: true }) && !each.closest("p, [inert]"))
      .map((each) => ({ each, box: each.getBoundingClientRect() }))
      .filter(({ each, box }) => box.height < 24 || (box.width < 24 && !each.classList.contains("phase")))
      .filter(({ box }) => box.width > 1 && box.height > 1)
      .map(({ each, box }) => {
        const name = each.getAttribute("aria-label") ?? each.textContent?.trim();
        return `${each.tagName} ${name}: ${box.width.toFixed(1)} × ${box.height.toFixed(1)} px`;
      });
  });
}
