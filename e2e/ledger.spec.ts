import { readFileSync } from "node:fs";
import type { Page } from "@playwright/test";
import { expect, finished, open, test } from "./test";

const opening = "#v=1&trank=4&init=gauss&scale=0.001&T=1500&engine=float64";
const ledger = (page: Page) => page.getByRole("region", { name: "Certificates" });

async function saved(page: Page, name: string): Promise<string> {
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    ledger(page).getByRole("button", { name }).click(),
  ]);
  return readFileSync(await download.path(), "utf8");
}

test("on the opening run every certificate that applies holds", async ({ page }) => {
  await open(page, opening);
  await finished(page);
  await expect(ledger(page)).toContainText(/All \d+ that apply hold/);
  await expect(ledger(page).getByRole("button", { name: /: holds/ })).not.toHaveCount(0);
  await expect(ledger(page).getByRole("button", { name: /: violated|: not judged yet/ })).toHaveCount(0);
});

test("a certificate opens by keyboard with its statement typeset, its numbers, its source and its proof", async ({
  page,
}) => {
  await open(page, opening);
  await finished(page);
  const row = ledger(page).getByRole("button", { name: /^Growth of/ });
  await row.focus();
  await page.keyboard.press("Enter");
  await expect(row).toHaveAttribute("aria-expanded", "true");
  await expect(ledger(page).locator("math mfrac")).not.toHaveCount(0);
  await expect(ledger(page)).toContainText(/worst slack\d+× at t = \d/);
  await expect(ledger(page)).toContainText(/1\s500 iterates/);
  await expect(ledger(page)).toContainText("paper, proof of Theorem 3");
  await expect(ledger(page)).toContainText("Lemma 2 bounds");
  await page.keyboard.press("Enter");
  await expect(row).toHaveAttribute("aria-expanded", "false");
});

test("a bound appears on its chart, and the link says which are drawn", async ({ page }) => {
  await open(page, opening);
  await finished(page);
  const chart = page.getByRole("figure", { name: "Gradient norm" });
  await expect(chart.locator(".chart-end", { hasText: "1/log T" })).toBeVisible();
  await expect(chart.locator(".chart-end", { hasText: "★ 1/√T" })).toHaveCount(0);
  const toggle = ledger(page).getByRole("button", { name: "draw the bound: Rate 1/√T" });
  await expect(toggle).toHaveAttribute("aria-pressed", "false");
  await toggle.click();
  await expect(chart.locator(".chart-end", { hasText: "★ 1/√T" })).toBeVisible();
  await expect(page).toHaveURL(/bounds=[^&]*rate-sqrt/);
  await page.reload();
  await finished(page);
  await expect(chart.locator(".chart-end", { hasText: "★ 1/√T" })).toBeVisible();
});

test("selecting a statement on one step draws it on its chart, and beside its proof where the gap is seen", async ({
  page,
}) => {
  await open(page, opening);
  await finished(page);
  const label = (chart: string, text: string) =>
    page.getByRole("figure", { name: chart }).locator(".chart-end", { hasText: text });
  const row = (name: RegExp) => ledger(page).getByRole("button", { name });
  await row(/^Gradient bound \(19\)/).click();
  await expect(label("Gradient norm", "(19)")).toBeVisible();
  await row(/^Lemma 2/).click();
  await expect(label("Gradient norm", "(19)")).toHaveCount(0);
  await expect(label("Loss", "(9)")).toBeVisible();
  await expect(label("Decrease of the loss in a step", "decrease")).toBeVisible();
  await row(/^Descent ratio/).click();
  await expect(label("Loss", "(9)")).toHaveCount(0);
  await expect(label("Decrease over ηs²", "1.0733")).toBeVisible();
  await row(/^Descent ratio/).click();
  await expect(page.getByRole("figure", { name: "Decrease over ηs²" })).toHaveCount(0);
});

test("a statement on matrices says that it is drawn nowhere, and at how many iterates it was measured", async ({
  page,
}) => {
  await open(page, opening);
  await finished(page);
  await ledger(page)
    .getByRole("button", { name: /^Assumption 1/ })
    .click();
  await expect(ledger(page)).toContainText("drawn on no chart");
  await expect(ledger(page)).toContainText(/judged at\d\d iterates/);
});

test("on a phone the longest formulas stay in their card", async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await open(page, opening);
  await finished(page);
  for (const name of [/^Lemma 1 along/, /^Rate 1\/√T/, /^Rate 1\/T, known/]) {
    const row = ledger(page).getByRole("button", { name });
    await row.click();
    await expect(ledger(page).locator("[data-v]").first()).toBeVisible();
    expect(await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)).toBeLessThanOrEqual(0);
    await row.click();
  }
});

test("the report is saved as data and as a page, with the link that makes it again", async ({ page }) => {
  await open(page, opening);
  await finished(page);
  await expect(ledger(page)).toContainText(/All \d+ that apply hold/);
  const report = JSON.parse(await saved(page, "Report (JSON)"));
  expect(report.permalink).toContain("#v=1&trank=4");
  const lemma2 = report.certificates.find(({ id }: { id: string }) => id === "lemma2");
  expect(lemma2).toMatchObject({ lane: 0, verdict: "holds", firstViolation: null });
  expect(lemma2.worstSlack).toBeGreaterThan(4.6);
  expect(await saved(page, "Report (Markdown)")).toMatch(
    /\| Lemma 2, descent at every step \| paper, Lemma 2 \(9\) \| ✓ holds/,
  );
});

test("outside the assumptions the ledger says why a statement does not apply, and from which t it fails", async ({
  page,
}) => {
  await open(page, "#v=1&m=1&n=1&L=0.01&r=1&init=user&B=-0.5&A=0.5&target=300&T=50&step=paper&engine=float64");
  await finished(page);
  await ledger(page)
    .getByText(/do not apply to this run/)
    .click();
  const lemma2 = ledger(page).getByRole("listitem").filter({ hasText: "Lemma 2, descent at every step" });
  await expect(lemma2).toContainText("rule (8) needs L ≥ 1, and here L = 0.01");
  await expect(lemma2).toContainText(/it fails from t = \d+/);
});

test("the run is told in words, on the scrubber and for screen readers", async ({ page }) => {
  await open(page, opening);
  await finished(page);
  await expect(page.getByRole("button", { name: /leave the saddle at V = 0 .*predicted 1\.0/ })).toBeVisible();
  await expect(page.locator(".announcements")).toContainText("the gradient falls by a constant factor a step");
});
