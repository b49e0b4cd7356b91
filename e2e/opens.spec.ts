import type { Page } from "@playwright/test";
import { serveSite } from "./staticHost";
import { expect, fact, finished, open, test } from "./test";

/** Pictures with marks on them: canvases with pixels that are not transparent. */
const filledPictures = (page: Page) =>
  page.locator("canvas").evaluateAll(
    (canvases) =>
      canvases.filter((canvas) => {
        if (!(canvas instanceof HTMLCanvasElement) || canvas.width === 0) return false;
        // Read from a copy: Chromium warns of a canvas that is read twice, and a slow machine is asked more than once.
        const copy = new OffscreenCanvas(canvas.width, canvas.height).getContext("2d", { willReadFrequently: true });
        copy?.drawImage(canvas, 0, 0);
        const data = copy?.getImageData(0, 0, canvas.width, canvas.height).data ?? [];
        let marked = 0;
        for (let i = 3; i < data.length; i += 4) if ((data[i] ?? 0) > 0) marked++;
        return marked > 50;
      }).length,
  );

test("the bare page plays the opening run and fills five pictures", async ({ page }) => {
  await open(page, "");
  await expect(page.locator("html")).toHaveAttribute("data-run", /running|finished/);
  await expect.poll(() => filledPictures(page)).toBeGreaterThanOrEqual(5);
  const first = Number(await fact(page, "selected"));
  await expect.poll(async () => Number(await fact(page, "selected"))).toBeGreaterThan(first);
  await finished(page);
  await expect.poll(() => fact(page, "t")).toBe("1500");
});

test("a run computed on the engine of the link streams into five pictures", async ({ page, engine }) => {
  await open(page, `#v=1&trank=4&init=gauss&scale=0.001&T=1500&engine=${engine}&play=1&speed=max`);
  await finished(page);
  await expect(page.locator("html")).toHaveAttribute("data-engine", engine);
  await expect.poll(() => filledPictures(page)).toBeGreaterThanOrEqual(5);
  await expect(page.locator("html")).toHaveAttribute("data-selected", "1500");
});

test("the plane of a 1×1 problem shows level lines and iterates", async ({ page, engine }) => {
  await open(page, `#v=1&m=1&n=1&r=1&T=200&engine=${engine}`);
  await finished(page);
  await expect.poll(() => filledPictures(page)).toBeGreaterThanOrEqual(5);
});

test("the built site works from a folder of any static host", async ({ page, engine }) => {
  const host = await serveSite("dist");
  await page.goto(`${host.addressAt("localhost")}#v=1&loss=digits&T=20&engine=${engine}`);
  await finished(page);
  await expect(page.locator("html")).toHaveAttribute("data-engine", engine);
  await host.close();
});

test("formulas need no letters but those that are asked for with the page", async ({ page }) => {
  await open(page, "#v=1&m=6&n=4&L=1&r=2&T=50&charts=loss.landscape.spectrum.projections.paths.directions.factors");
  await finished(page);
  await page.keyboard.press("g");
  await expect(page.getByRole("dialog", { name: "Symbols and terms" })).toBeVisible();
  const { fetched, preloaded } = await page.evaluate(async () => {
    await document.fonts.ready;
    const resources = performance.getEntriesByType("resource").map(({ name }) => name);
    const links = [...document.querySelectorAll<HTMLLinkElement>("link[rel=preload][as=font]")];
    return { fetched: resources.filter((name) => name.endsWith(".woff2")), preloaded: links.map(({ href }) => href) };
  });
  expect(preloaded.length).toBeGreaterThan(0);
  expect(new Set(fetched)).toEqual(new Set(preloaded));
});
