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
