import { column, downloadCsv, expect, fact, finished, open, parseCsv, test } from "./test";

test("several ranks run side by side, the last listed key fastest", async ({ page }) => {
  await open(page, "#v=1&r=1,2,4&seed=7,8&T=60&engine=float64");
  await finished(page);
  expect(await fact(page, "lanes")).toBe("6");
  const table = parseCsv(await downloadCsv(page));
  expect([...new Set(column(table, "lane"))]).toEqual([0, 1, 2, 3, 4, 5]);
  expect(table.rows.length).toBe(6 * 61);
});

test("a table of many lanes, filled over several frames, has them all", async ({ page }) => {
  const seeds = Array.from({ length: 40 }, (_, seed) => seed);
  await open(page, `#v=1&m=2&n=2&r=1&seed=${seeds.join()}&T=20&engine=float64`);
  await finished(page);
  for (const name of ["Values of the lanes", "Lanes"]) {
    const rows = page.getByRole("region", { name, exact: true }).getByRole("row");
    await expect(rows, name).toHaveCount(1 + seeds.length);
  }
});

test("LoRA runs beside full-rank descent with its own step", async ({ page }) => {
  await open(page, "#v=1&method=lora;full&step=paper;constant&eta=1/L&T=60&engine=float64");
  await finished(page);
  expect(await fact(page, "lanes")).toBe("2");
  const table = parseCsv(await downloadCsv(page));
  const lanes = column(table, "lane");
  const norms = column(table, "v_norm_sq");
  expect(norms.filter((_, i) => lanes[i] === 1).every((x) => x === 0)).toBe(true);
});
