import { downloadCsv, expect, fact, finished, open, test } from "./test";

const long = "#v=1&m=32&n=32&r=4&T=2000000&engine=float64&play=1";

test("a running descent pauses, steps once and goes on", async ({ page }) => {
  await open(page, long);
  await expect(page.locator("html")).toHaveAttribute("data-run", "running");
  await page.getByRole("button", { name: "Pause" }).click();
  await expect(page.locator("html")).toHaveAttribute("data-run", "paused");
  const selected = Number(await fact(page, "selected"));
  await page.getByRole("button", { name: "Step once" }).click();
  await expect(page.locator("html")).toHaveAttribute("data-selected", String(selected + 1));
  await page.getByRole("button", { name: "Play" }).click();
  await expect.poll(async () => Number(await fact(page, "selected"))).toBeGreaterThan(selected + 1);
});

test("restart repeats the same draw from t = 0", async ({ page }) => {
  await open(page, "#v=1&T=400&init=gauss&engine=float64");
  await finished(page);
  const csv = await downloadCsv(page);
  await page.getByRole("button", { name: "Restart" }).click();
  await expect.poll(async () => Number(await fact(page, "selected"))).toBeLessThan(400);
  await expect(page.locator("html")).toHaveAttribute("data-selected", "400");
  expect(await downloadCsv(page)).toBe(csv);
});

test("the scrubber goes back to any iterate", async ({ page }) => {
  await open(page, "#v=1&T=1000&engine=float64");
  await finished(page);
  const scrubber = page.getByRole("slider", { name: /iterate|scrub|time|^t\b/i }).first();
  await scrubber.focus();
  await scrubber.press("Home");
  await expect(page.locator("html")).toHaveAttribute("data-selected", "0");
  await scrubber.press("End");
  await expect(page.locator("html")).toHaveAttribute("data-selected", "1000");
});

test("a long run says how far it is computed, how fast, and how long it will take", async ({ page }) => {
  await open(page, "#v=1&T=100000000&engine=float64&play=1");
  const transport = page.getByRole("region", { name: "Transport" });
  await expect(transport).toContainText(/\d+ (s|min|h|d)( \d+ (s|min|h))? left · [\d\u202f]+ steps\/s/);
  const bar = transport.getByRole("progressbar", { name: "computed" });
  await expect(bar).toHaveAttribute("aria-valuetext", /of 100\u202f000\u202f000 iterates/);
  const first = Number((await bar.getAttribute("aria-valuetext"))?.split(" of")[0]?.replace(/\D/g, ""));
  await expect
    .poll(async () => Number((await bar.getAttribute("aria-valuetext"))?.split(" of")[0]?.replace(/\D/g, "")))
    .toBeGreaterThan(first);
});
