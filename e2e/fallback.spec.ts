import { expect, finished, open, test } from "./test";

test("without a GPU the page computes in float64 and says why", async ({ page }) => {
  await open(page, "#v=1&T=100");
  await finished(page);
  await expect(page.locator("html")).toHaveAttribute("data-engine", "float64");
  await page.getByRole("button", { name: /float64/ }).click();
  await expect(page.getByText(/WebGPU/).first()).toBeVisible();
  await expect(page.getByText(/WebGL/).first()).toBeVisible();
});

for (const engine of ["webgpu", "webgl"]) {
  test(`an engine that is asked for and not there is replaced, visibly: ${engine}`, async ({ page }) => {
    await open(page, `#v=1&T=100&engine=${engine}`);
    await finished(page);
    await expect(page.locator("html")).toHaveAttribute("data-engine", "float64");
    await expect(page.getByRole("region", { name: "Notices" })).toContainText(/web(gpu|gl)/i);
  });
}
