import type { Page } from "@playwright/test";
import { expect, fact, finished, open, test } from "./test";

const LESSON = "#v=1&m=8&n=6&L=1&r=2&T=10000&engine=float64&mode=projector&lesson=certificates";

test.use({ viewport: { width: 1920, height: 1080 } });

for (const [name, pictures, hash] of [
  ["a lesson", 2, LESSON],
  ["a run", 4, "#v=1&r=1,4&T=300&engine=float64&mode=projector"],
  [
    "a plane",
    2,
    "#v=1&m=1&n=1&L=1&target=1&r=1&init=user&B=-0.8&A=0.8&T=300&charts=loss.origin&engine=float64&mode=projector",
  ],
  [
    "the board of the origin",
    4,
    "#v=1&trank=4&init=gauss&scale=0.001&T=300&charts=loss.spectrum.paths.factors&engine=float64&mode=projector",
  ],
] as const) {
  test(`at 1080p every text of ${name} is at least 24 px and every drawn line at least 3`, async ({ page }) => {
    // What is drawn on canvas is told by its context alone.
    await page.addInitScript(() => {
      const widths: number[] = [];
      Object.assign(window, { strokedWidths: widths });
      // The ground's own colour parts a dot from its line.
      const shades = ["#ffffff"];
      const prototype = CanvasRenderingContext2D.prototype as { stroke(this: CanvasRenderingContext2D): void }; // of its overloads, the one that the page calls
      const { stroke } = prototype;
      prototype.stroke = function () {
        const scale = this.getTransform().a / devicePixelRatio;
        if (!shades.includes(String(this.strokeStyle))) widths.push(this.lineWidth * scale);
        stroke.call(this);
      };
    });
    await open(page, hash);
    await finished(page);
    await page.keyboard.press("End");
    await expect(page.locator(".chart-readout:visible").first()).toBeVisible();
    await expect(page.locator(".projector-main .chart-body")).toHaveCount(pictures);
    const small = await page.evaluate(() => {
      const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
      const found: string[] = [];
      while (walker.nextNode()) {
        const element = walker.currentNode.parentElement;
        const text = walker.currentNode.textContent?.trim();
        if (!element || !text || !element.checkVisibility({ visibilityProperty: true })) continue;
        const { width, height } = element.getBoundingClientRect();
        if (width < 2 || height < 2) continue; // words for assistive technology alone
        const size = Number.parseFloat(getComputedStyle(element).fontSize);
        if (size < 23.99) found.push(`${size} px: ${text} in ${element.tagName}.${element.className}`);
      }
      return found;
    });
    expect(small).toEqual([]);
    const stroked = () => page.evaluate(() => (window as unknown as { strokedWidths: number[] }).strokedWidths);
    // Pictures are drawn over several frames, and whole only when nothing more is drawn.
    let widths: number[] = [];
    await expect
      .poll(async () => {
        const before = widths.length;
        widths = await stroked();
        return widths.length > pictures && widths.length === before;
      })
      .toBe(true);
    expect(widths.filter((width) => width < 2.99)).toEqual([]);
  });
}

test("values stay on at the playhead and cover nothing, and a pressed key is echoed", async ({ page }) => {
  await open(page, "#v=1&method=lora;rac&T=300&engine=float64&mode=projector");
  await finished(page);
  for (const chart of await page.locator(".chart").all()) {
    const [values, drawing] = [
      await chart.locator(".chart-readout").boundingBox(),
      await chart.locator(".chart-body").boundingBox(),
    ];
    expect(values!.height).toBeGreaterThan(24);
    expect(values!.y + values!.height).toBeLessThanOrEqual(drawing!.y + 0.5);
    expect(values!.x + values!.width).toBeLessThanOrEqual(drawing!.x + drawing!.width + 0.5);
  }
  await expect(page.locator(".chart-readout").first()).toContainText("t = 300");
  await page.keyboard.press("Home");
  await expect(page.locator(".chart-readout").first()).toContainText("t = 0");
  await expect(page.locator(".key-echo")).toHaveText("Home to t = 0");
});

test("p leads to the projector and back, and the link says so", async ({ page }) => {
  await open(page, "#v=1&T=300&engine=float64");
  await finished(page);
  await page.keyboard.press("p");
  await expect(page).toHaveURL(/mode=projector/);
  await expect(page.getByRole("region", { name: "Certificates" })).toHaveCount(0);
  await page.keyboard.press("p");
  await expect(page).not.toHaveURL(/mode=projector/);
  await expect(page.locator("html")).not.toHaveAttribute("data-theme", "projector");
});

test("a second window shows the pictures alone and follows playhead, zoom and crosshair", async ({ page }) => {
  await open(page, "#v=1&T=300&engine=float64&mode=projector");
  await finished(page);
  const [pictures] = await Promise.all([
    page.waitForEvent("popup"),
    page.getByRole("button", { name: "Pictures" }).click(),
  ]);
  await expect(pictures.getByRole("figure", { name: "Loss" })).toBeVisible();
  await expect(pictures.getByRole("button", { name: /^(Play|Pause)/ })).toHaveCount(0);
  // A window behind another one has no animation frames here, unlike one on a second screen.
  await page.bringToFront();
  await page.keyboard.press("Home");
  await expect.poll(() => fact(pictures, "selected")).toBe("0");
  await page.keyboard.press("ArrowRight");
  await expect.poll(() => fact(pictures, "selected")).toBe("1");
  const lastTick = (window: Page) => window.locator(".chart-axis").first().locator("text").last().textContent();
  const whole = await lastTick(pictures);
  expect(whole).toBe(await lastTick(page));
  const loss = page.getByRole("slider", { name: "Loss, crosshair" });
  await loss.focus();
  await page.keyboard.press("+");
  await page.keyboard.press("ArrowRight");
  await expect.poll(() => lastTick(page)).not.toBe(whole);
  await expect(loss).toHaveAttribute("aria-valuenow", "2");
  await pictures.bringToFront();
  // It is narrower, and its last tick may be another one.
  await expect.poll(() => lastTick(pictures)).not.toBe(whole);
  await expect(pictures.locator(".chart-readout").first()).toContainText("t = 2");
});
