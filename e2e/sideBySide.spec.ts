/** Lanes side by side: lists made by controls, and the table of lanes from the keyboard. */
import { column, downloadCsv, expect, fact, finished, open, parseCsv, test } from "./test";

test("a list is made by its card: values added, and combined with another list every way or in step", async ({
  page,
}) => {
  await open(page, "#v=1&T=60&engine=float64");
  await finished(page);
  const card = async (name: string) =>
    page.getByRole("button", { name: `Compare values of ${name}`, exact: true }).click();
  await card("rank");
  await page.getByRole("button", { name: "Add 8" }).click();
  await page.getByRole("button", { name: "Add 16" }).click();
  await expect(page).toHaveURL(/[&#]r=4,8,16/);
  await page.getByRole("textbox", { name: "rank, value 1" }).fill("2");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/[&#]r=2,8,16/);
  await page.keyboard.press("Escape");
  await card("seed");
  await page.getByRole("button", { name: "Add 8" }).click();
  await expect(page.getByText("6 lanes of at most 64.")).toBeVisible();
  await expect(page.locator("html")).toHaveAttribute("data-lanes", "6");
  await page.getByRole("checkbox", { name: /seed/ }).check();
  await expect(page).toHaveURL(/r=2;8;16&seed=7;8;8/);
  await page.getByRole("button", { name: "Remove 8" }).last().click();
  await expect(page).toHaveURL(/r=2;8&seed=7;8/);
  await expect(page.locator("html")).toHaveAttribute("data-lanes", "2");
});

test("a choice takes a list as a number does", async ({ page }) => {
  await open(page, "#v=1&T=60&engine=float64");
  await finished(page);
  await page.getByRole("button", { name: "Compare values of method", exact: true }).click();
  await page.getByRole("button", { name: "Add Full-rank descent" }).click();
  await expect(page).toHaveURL(/method=lora,full/);
  await page.getByRole("combobox", { name: "method, value 2" }).selectOption("rac");
  await expect(page).toHaveURL(/method=lora,rac/);
});

test("the table is sorted, lanes stand out, are hidden and pinned, all from the keyboard", async ({ page }) => {
  await open(page, "#v=1&r=1,4,2&T=200&engine=float64");
  await finished(page);
  const table = page.getByRole("table", { name: /Lanes of the run/ });
  const lanes = () => table.locator("tbody tr th").allInnerTexts();
  const sort = table.getByRole("button", { name: "sort by final loss" });
  await sort.focus();
  await page.keyboard.press("Enter");
  await expect(table.getByRole("columnheader", { name: "sort by final loss" })).toHaveAttribute(
    "aria-sort",
    "ascending",
  );
  expect(await lanes()).toEqual(["2", "3", "1"]);
  await page.keyboard.press("Enter");
  expect(await lanes()).toEqual(["1", "3", "2"]);

  // one stop of Tab for the rows, then the buttons of the row that the arrows have come to
  await table.locator("tbody tr[tabindex='0']").focus();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await expect(table.getByRole("button", { name: "highlight r = 2" })).toHaveAttribute("aria-pressed", "true");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Space");
  await expect(table.getByRole("button", { name: "hide r = 2" })).toHaveAttribute("aria-pressed", "true");
  // Runs that reach the rounding of float64 have a line for it, too.
  const ends = page.getByRole("figure", { name: "Loss" }).locator(".chart-end").filter({ hasText: "r =" });
  await expect(ends).toHaveText(["r = 1", "r = 4"]);
  await page.keyboard.press("Tab");
  await expect(table.getByRole("button", { name: "pin r = 2" })).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(table.getByRole("button", { name: "unpin r = 2, pinned" })).toBeVisible();
});

test("a pinned run stays while the live one changes, and the download says which run it is", async ({ page }) => {
  await open(page, "#v=1&r=2&T=100&engine=float64");
  await finished(page);
  await page.getByRole("button", { name: "Pin this run" }).click();
  const rank = page.getByRole("slider", { name: "rank", exact: true });
  await rank.focus();
  await rank.press("ArrowRight");
  await expect(page).toHaveURL(/[&#]r=3/);
  await finished(page);
  const table = page.getByRole("table", { name: /Lanes of the run/ });
  await expect(table.locator("tbody tr")).toHaveCount(2);
  expect(await fact(page, "lanes")).toBe("1");
  const csv = await downloadCsv(page);
  expect(csv).toContain("# #v=1&r=3&T=100&engine=float64\n");
  expect(csv).toContain("# lane 1 is pinned: #v=1&r=2&T=100&engine=float64\n");
  const numbers = column(parseCsv(csv), "lane");
  expect([0, 1].map((lane) => numbers.filter((number) => number === lane).length)).toEqual([101, 101]);
  await table.getByRole("button", { name: /^unpin/ }).click();
  await expect(table).toHaveCount(0);
});

test("draws of one configuration are shown as a median with a band", async ({ page }) => {
  await open(page, "#v=1&r=2,4&seed=1,2,3,4&T=100&engine=float64");
  await finished(page);
  await page.getByRole("button", { name: "Median and 10–90 % band" }).click();
  const labels = page.getByRole("figure", { name: "Loss" }).locator(".chart-end").filter({ hasText: "r =" });
  await expect(labels).toHaveText(["r = 2, median of 4", "r = 4, median of 4"]);
});
