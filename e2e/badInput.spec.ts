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

test("a screen reader hears every notice, one after the other and none within two seconds of the last", async ({
  page,
}) => {
  await page.addInitScript(() => {
    const heard: { words: string; at: number }[] = [];
    Object.assign(window, { heard });
    new MutationObserver((changes) => {
      for (const { target, addedNodes } of changes) {
        const place = target instanceof Element ? target.closest("[aria-live]") : null;
        const words = [...addedNodes].map(({ textContent }) => textContent).join("");
        if (place && words) heard.push({ words, at: performance.now() });
      }
    }).observe(document, { childList: true, subtree: true });
  });
  await open(page, "#v=1&r=0&L=abc&frobnicate=3&T=300&engine=float64");
  const notices = page.getByRole("region", { name: "Notices" }).locator("p");
  await expect(notices).toHaveCount(3);
  const shown = await notices.allTextContents();
  const heard = () => page.evaluate(() => (window as unknown as { heard: { words: string; at: number }[] }).heard);
  await expect.poll(async () => (await heard()).map(({ words }) => words)).toEqual(expect.arrayContaining(shown));
  const times = (await heard()).map(({ at }) => at);
  // A timer is never early; the first of two may be written late.
  for (const [i, at] of times.entries()) if (i > 0) expect(at - times[i - 1]!).toBeGreaterThan(1800);
});
