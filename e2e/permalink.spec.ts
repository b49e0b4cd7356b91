import { readFileSync } from "node:fs";
import { downloadCsv, expect, finished, open, test } from "./test";

const link = "#v=1&m=9&n=7&r=2,3&init=gauss&seed=11&T=120&engine=float64";

test("the copied link reproduces the run in another browser, byte for byte", async ({
  page,
  browser,
  context,
  baseURL,
}) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await open(page, link);
  await finished(page);
  const csv = await downloadCsv(page);
  await page.getByRole("button", { name: "Share" }).click();
  await page.getByRole("button", { name: "Copy link" }).click();
  await expect(page.getByRole("status").filter({ hasText: "Copied." })).toBeVisible();
  const copied = await page.evaluate(() => navigator.clipboard.readText());
  expect(copied.startsWith(baseURL ?? "")).toBe(true);

  const other = await browser.newContext();
  const second = await other.newPage();
  await second.goto(copied);
  await finished(second);
  expect(await downloadCsv(second)).toBe(csv);
  await other.close();
});

test("the address follows the controls and the controls follow the address", async ({ page }) => {
  await open(page, link);
  await finished(page);
  const seed = page.getByRole("textbox", { name: /^seed$/i }).or(page.getByRole("spinbutton", { name: /^seed$/i }));
  await seed.first().fill("12");
  await seed.first().press("Enter");
  await expect(page).toHaveURL(/seed=12/);
  await finished(page);
  await page.evaluate(() => {
    location.hash = location.hash.replace("seed=12", "seed=13");
  });
  await expect(seed.first()).toHaveValue("13");
  await finished(page);
});

test("a link opens computed up to its t and paused there", async ({ page }) => {
  await open(page, "#v=1&T=500&engine=float64&t=200");
  await expect(page.locator("html")).toHaveAttribute("data-selected", "200");
  await expect(page.locator("html")).toHaveAttribute("data-run", /paused|finished/);
});

test("every link that was ever published still opens", async ({ page }) => {
  const links = readFileSync("src/permalink/links.txt", "utf8")
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "" && !line.startsWith("# "));
  expect(links.length).toBeGreaterThan(0);
  test.setTimeout(10_000 * links.length);
  for (const published of links) {
    const [hash = ""] = published.split(" => ");
    await open(page, hash);
    await expect(page.locator("html")).toHaveAttribute("data-run", /running|paused|finished|diverged/);
    await expect(page.getByRole("alert")).toHaveCount(0);
  }
});
