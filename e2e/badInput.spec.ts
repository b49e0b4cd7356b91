import { expect, fact, open, test } from "./test";

const cases = [
  ["#v=1&r=0&T=50", /\br\b.*\b0\b.*1/, "r"],
  ["#v=1&T=1e99", /\bT\b.*1e99.*1e8|100,?000,?000/, "T"],
  ["#v=1&loss=nonsense&T=50", /loss.*nonsense/, "loss"],
  ["#v=1&frobnicate=3&T=50", /frobnicate/, "frobnicate"],
  ["#v=1&L=abc&T=50", /\bL\b.*abc/, "L"],
] as const;

for (const [hash, sentence, key] of cases) {
  test(`a bad value of ${key} is replaced, and a notice says so: ${hash}`, async ({ page }) => {
    await open(page, hash);
    await expect(page.getByRole("region", { name: "Notices" }).getByText(sentence).first()).toBeVisible();
    await expect(page.locator("html")).toHaveAttribute("data-run", /running|paused|finished/);
  });
}

test("a problem too large is refused before it starts, with what would fit", async ({ page }) => {
  await open(page, "#v=1&m=5000&n=5000&T=10");
  await expect(page.getByText(/5000.*4096/).first()).toBeVisible();
});

test("a diverging run stops with its reason and keeps its data", async ({ page }) => {
  await open(page, "#v=1&step=constant&eta=100&T=500&engine=float64");
  await expect(page.locator("html")).toHaveAttribute("data-run", "diverged");
  expect(Number(await fact(page, "t"))).toBeGreaterThan(0);
  await expect(
    page
      .getByText(/diverge/i)
      .filter({ visible: true })
      .first(),
  ).toBeVisible();
  await expect(page.getByRole("button", { name: "Download CSV" })).toBeEnabled();
});
