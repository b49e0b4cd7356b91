import { column, downloadCsv, expect, finished, open, parseCsv, test } from "./test";

test("LoRA of rank 4 adapts the classifier of 0–4 to 5–9 on real images, and both accuracies are shown", async ({
  page,
  engine,
}) => {
  await open(page, `#v=1&loss=digits&r=4&step=constant&eta=1&T=120&engine=${engine}`);
  await finished(page);
  await expect(page.locator("html")).toHaveAttribute("data-engine", engine);
  const table = parseCsv(await downloadCsv(page));
  const [source, target] = [column(table, "accuracy_source"), column(table, "accuracy_target")];
  expect(source[0]).toBeCloseTo(0.936, 6);
  expect(target[0]).toBe(0);
  expect(target.at(-1)).toBeGreaterThan(0.8);
  await expect(page.getByText(/accuracy/i).first()).toBeVisible();
  await expect(page.getByText(/MNIST/).first()).toBeAttached();
});
