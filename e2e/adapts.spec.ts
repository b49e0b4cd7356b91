/** The page as its reader has set up the browser: larger text, less motion, colours of the system, keys alone. */
import type { Page } from "@playwright/test";
import { expect, finished, open, test } from "./test";

const RUN = "#v=1&r=1,4&T=300&engine=float64";
const views = {
  board: RUN,
  origin: `${RUN}&charts=loss.landscape.paths.factors`,
  lesson: "#v=1&m=8&n=6&L=1&r=2&T=300&engine=float64&lesson=certificates",
  embed: `${RUN}&mode=embed`,
};

/** Pixels by which the page is wider than the window. */
const overflow = (page: Page) =>
  page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);

test("at 200 % of a desk's window, and at 320 pixels, nothing needs to be scrolled sideways", async ({ page }) => {
  for (const [name, hash] of Object.entries(views)) {
    await open(page, hash);
    await finished(page);
    for (const [width, height] of [
      [720, 450],
      [320, 640],
    ] as const) {
      await page.setViewportSize({ width, height });
      expect(await overflow(page), `${name} at ${width}`).toBeLessThanOrEqual(0);
      const play = page.getByRole("button", { name: /^(Play|Pause)$/ }).first();
      await expect(play, `${name} at ${width}`).toBeInViewport({ ratio: 1 });
    }
    await page.setViewportSize({ width: 1440, height: 900 });
  }
});

test("whoever asks for less motion gets the whole run at once, and nothing that moves by itself", async ({
  browser,
}) => {
  const context = await browser.newContext({ reducedMotion: "reduce" });
  const page = await context.newPage();
  await open(page, "#v=1&T=3000&engine=float64");
  await finished(page);
  // played, it takes seconds to get there
  await expect(page.locator("html")).toHaveAttribute("data-selected", "3000", { timeout: 1000 });
  const moving = await page.evaluate(() =>
    document
      .getAnimations()
      .filter(({ effect }) => Number(effect?.getComputedTiming().activeDuration) > 20)
      .map(({ effect }) => String((effect as KeyframeEffect).target?.className)),
  );
  expect(moving).toEqual([]);
  await context.close();
});

test("with the colours of the system every slider has a track, every control an outline, every line its contrast", async ({
  browser,
}) => {
  const context = await browser.newContext({ forcedColors: "active", colorScheme: "dark" });
  const page = await context.newPage();
  await open(page, RUN);
  await finished(page);
  const faults = await page.evaluate(() => {
    const channels = (colour: string) => (colour.match(/[\d.]+/g) ?? []).slice(0, 3).map(Number);
    const luminance = (colour: string) => {
      const [r, g, b] = channels(colour).map((c) =>
        c / 255 <= 0.04045 ? c / 255 / 12.92 : ((c / 255 + 0.055) / 1.055) ** 2.4,
      );
      return 0.2126 * r! + 0.7152 * g! + 0.0722 * b!;
    };
    const probe = document.body.appendChild(document.createElement("i"));
    probe.style.forcedColorAdjust = "none";
    const resolved = (colour: string) => {
      probe.style.color = colour;
      return getComputedStyle(probe).color;
    };
    const ground = luminance(resolved("Canvas"));
    const contrast = (colour: string) => {
      const [low, high] = [luminance(resolved(colour)), ground].sort((a, b) => a - b);
      return (high! + 0.05) / (low! + 0.05);
    };
    const found: string[] = [];
    for (const range of document.querySelectorAll(".range")) {
      for (const name of ["--accent", "--track"])
        if (contrast(getComputedStyle(range).getPropertyValue(name)) < 3) found.push(`track ${name}`);
    }
    for (const each of document.querySelectorAll(".button:not(.button-quiet), .phase, .field, [aria-label=Play]"))
      if (Number.parseFloat(getComputedStyle(each).borderTopWidth) === 0)
        found.push(`no outline: ${each.outerHTML.slice(0, 80)}`);
    const root = getComputedStyle(document.documentElement);
    for (const name of ["--lane-0", "--lane-1", "--lane-3", "--chart-mute"])
      if (contrast(root.getPropertyValue(name)) < 3) found.push(`line ${name} ${root.getPropertyValue(name)}`);
    probe.remove();
    return found;
  });
  expect(faults).toEqual([]);
  await context.close();
});

for (const { width, height } of [
  { width: 1440, height: 900 },
  { width: 320, height: 640 },
]) {
  test(`what has the focus is not covered at ${width} × ${height}`, async ({ page }) => {
    await page.setViewportSize({ width, height });
    await open(page, RUN);
    await finished(page);
    const covered: string[] = [];
    const seen = new Set<string>();
    for (let i = 0; i < 150; i++) {
      await page.keyboard.press("Tab");
      const now = await page.evaluate(() => {
        const each = document.activeElement;
        if (!each || each === document.body) return null;
        const box = each.getBoundingClientRect();
        const points = [0.5, 0.05, 0.95].flatMap((x) => [0.5, 0.1, 0.9].map((y) => [x, y] as const));
        const isSeen = points.some(([x, y]) => {
          const top = document.elementFromPoint(box.left + x * box.width, box.top + y * box.height);
          return top !== null && (each.contains(top) || top.contains(each) || top.closest("label")?.contains(each));
        });
        const name = `${each.tagName} ${each.getAttribute("aria-label") ?? each.textContent?.trim().slice(0, 40)}`;
        return { key: `${name} ${Math.round(box.x)}`, name, isSeen };
      });
      if (now === null) break;
      if (!now.isSeen) covered.push(now.name);
      seen.add(now.key);
    }
    expect(covered).toEqual([]);
    expect(seen.size).toBeGreaterThan(30);
  });
}
