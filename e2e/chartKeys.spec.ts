/** A chart without a pointer and without eyes: cursor, lines, table, sound. */
import { column, downloadCsv, expect, finished, open, parseCsv, test } from "./test";

const RUN = "#v=1&m=8&n=6&L=1&r=2&T=2000&engine=float64";

test("arrows move the cursor, with Shift by a decade, and up and down choose what is told", async ({ page }) => {
  await open(page, RUN);
  await finished(page);
  const surface = page.getByRole("slider", { name: "Adapter norm, crosshair" });
  await surface.focus();
  await page.keyboard.press("Home");
  await expect(surface).toHaveAttribute("aria-valuenow", "0");
  await page.keyboard.press("ArrowRight");
  await expect(surface).toHaveAttribute("aria-valuenow", "1");
  for (const t of ["10", "100", "1000", "2000"]) {
    await page.keyboard.press("Shift+ArrowRight");
    await expect(surface).toHaveAttribute("aria-valuenow", t);
  }
  await expect(surface).toHaveAttribute("aria-valuetext", /‖V‖² .*growth|growth .*‖V‖²/);
  await page.keyboard.press("ArrowDown");
  await expect(surface).toHaveAttribute("aria-valuetext", /^t = 2\u202f000: ‖V‖² [^,]*$/);
  await page.keyboard.press("ArrowDown");
  await expect(surface).toHaveAttribute("aria-valuetext", /^t = 2\u202f000: growth [^,]*$/);
  await page.keyboard.press("ArrowUp");
  await page.keyboard.press("ArrowUp");
  await expect(surface).toHaveAttribute("aria-valuetext", /,/);
  await page.keyboard.press("End");
  await page.keyboard.press("Escape");
  await expect(surface).toBeFocused();
});

test("a chart says how its lines run and whether its bounds hold, and its table has the run’s own values", async ({
  page,
}) => {
  await open(page, RUN);
  await finished(page);
  const surface = page.getByRole("slider", { name: "Adapter norm, crosshair" });
  await expect(surface).toHaveAccessibleDescription(
    /‖V‖²: (rises|falls|from) .*Bound growth holds at every iterate judged/,
  );
  await surface.focus();
  await page.keyboard.press("t");
  const card = page.getByRole("dialog", { name: "Adapter norm" });
  await expect(card.getByRole("rowheader")).toHaveText(["0", "1", "10", "100", "1\u202f000", "2\u202f000 shown"]);
  const shown = await card.locator("tbody tr:nth-child(4) td:nth-child(2)").textContent();
  await page.keyboard.press("Escape");
  await expect(card).toHaveCount(0);
  await expect(surface).toBeFocused();
  const norms = column(parseCsv(await downloadCsv(page)), "v_norm_sq");
  // Four digits are written.
  expect(Math.abs(Number(shown) / (norms[100] ?? Number.NaN) - 1)).toBeLessThanOrEqual(5e-4);
});

test("a picture of paths is read as both coordinates over t, with the run’s own values", async ({ page }) => {
  await open(page, "#v=1&m=8&n=6&L=1&r=2&method=cola&T=1000&engine=float64");
  await finished(page);
  const surface = page.getByRole("slider", { name: "Way from the origin, iterate" });
  await surface.focus();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("t");
  const card = page.getByRole("dialog", { name: "Way from the origin" });
  await expect(card.getByRole("columnheader")).toHaveText(["t", "‖V‖", "‖∇J‖"]);
  await expect(card.getByRole("button", { name: "Hear the curve" })).toBeVisible();
  const cells = await card.locator("tbody tr:nth-child(4) td").allTextContents();
  await page.keyboard.press("Escape");
  await expect(surface).toBeFocused();
  const table = parseCsv(await downloadCsv(page));
  const roots = ["v_norm_sq", "grad_norm_sq"].map((name) => Math.sqrt(column(table, name)[100] ?? Number.NaN));
  // Four digits are written.
  for (const [i, root] of roots.entries())
    expect(Math.abs(Number(cells[i]) / root - 1), cells[i]).toBeLessThanOrEqual(5e-4);
});

test("a line is heard from the key and from the card, and any key stops it", async ({ page }) => {
  // Who counts contexts hears what a test cannot.
  await page.addInitScript(() => {
    const heard: AudioContext[] = [];
    Object.assign(window, { heard });
    window.AudioContext = class extends AudioContext {
      constructor() {
        super();
        heard.push(this);
      }
    };
  });
  const states = () =>
    page.evaluate(() => (window as unknown as { heard: AudioContext[] }).heard.map(({ state }) => state));
  await open(page, RUN);
  await finished(page);
  const surface = page.getByRole("slider", { name: "Loss, crosshair" });
  await surface.focus();
  await page.keyboard.press("h");
  await expect.poll(states).toEqual(["running"]);
  // The crosshair goes where it sounds.
  await expect.poll(async () => await page.locator(".chart-readout:visible").count()).toBeGreaterThan(0);
  await page.keyboard.press("h");
  await expect.poll(states).toEqual(["closed"]);
  await page.keyboard.press("t");
  const hear = page.getByRole("button", { name: "Hear the curve" });
  await hear.focus();
  await page.keyboard.press("Enter");
  await expect.poll(states).toEqual(["closed", "running"]);
  await page.keyboard.press("Escape");
  await expect.poll(states).toEqual(["closed", "closed"]);
  await expect(hear).toBeFocused();
});
