/** What axe finds on the views of the page, in every theme, finished and running: nothing. */
import AxeBuilder from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import { expect, finished, open, test } from "./test";

const RUN = "#v=1&r=1,4&T=300&engine=float64";
const ORIGIN =
  "#v=1&m=6&n=4&L=1&r=2&T=300&method=lora;full&charts=loss.landscape.spectrum.projections.position.progress.paths.directions.factors&engine=float64";
const LESSON = "#v=1&m=8&n=6&L=1&r=2&T=10000&t=0&engine=float64&lesson=certificates";

/** Against what axe does by itself. Hashes are states of this page: in a list that scrolls, links to them are taken for links that skip. */
const RULES = { "skip-link": { enabled: false }, "target-size": { enabled: true } };

/** A phase is as wide as it lasted: the scrubber below it, which is wide enough, seeks as well (WCAG 2.5.8, "Equivalent"). */
const isShortPhase = (rule: string, { html, failureSummary = "" }: { html: string; failureSummary?: string }) =>
  rule === "target-size" && html.includes('class="phase"') && /px by 24px, should/.test(failureSummary);

/** What axe objects to, one line each: rule, element, why. */
async function faults(page: Page, within: string, rules?: readonly string[]): Promise<readonly string[]> {
  const builder = new AxeBuilder({ page }).include(within);
  const { violations } = await (rules ? builder.withRules([...rules]) : builder.options({ rules: RULES })).analyze();
  return violations.flatMap(({ id, nodes }) =>
    nodes
      .filter((node) => !isShortPhase(id, node))
      .map(({ target, failureSummary = "" }) => `${id}: ${target}: ${failureSummary.replace(/\s+/g, " ")}`),
  );
}

/** In both themes; the dark one differs in colours alone. */
async function expectNoFaults(page: Page, view: string, within = "html"): Promise<void> {
  await expect(page.locator(within)).toBeVisible();
  expect.soft(await faults(page, within), view).toEqual([]);
  await page.emulateMedia({ colorScheme: "dark" });
  expect.soft(await faults(page, within, ["color-contrast", "link-in-text-block"]), `${view}, dark`).toEqual([]);
  await page.emulateMedia({ colorScheme: "light" });
}

const POPOVER = "[popover]:popover-open";
const CARD = "dialog[open]";
const press = (page: Page, name: string | RegExp) => page.getByRole("button", { name }).first().click();

// Each look at a page walks all of it.
test.slow();
test.use({ contextOptions: { reducedMotion: "reduce" } });

test("the board, its ledger and its cards", async ({ page }) => {
  await open(page, RUN);
  await finished(page);
  await expect(page.getByRole("table").first()).toBeVisible();
  await page.locator(".ledger-open").first().click();
  await page.locator(".ledger-rest > summary").click();
  await expect(page.locator(".ledger-detail math").first()).toBeVisible();
  await expectNoFaults(page, "board");
  for (const name of ["rank: what is it?", "Examples", "Compare values of rank"]) {
    await press(page, name);
    await expect(page.locator(POPOVER)).toBeVisible();
    await expectNoFaults(page, name, POPOVER);
    await page.keyboard.press("Escape");
  }
});

test("notices, and a run that did not go well", async ({ page }) => {
  await open(page, `?safe${RUN}`);
  await expect(page.getByRole("region", { name: "Notices" })).toContainText("Safe mode");
  await expectNoFaults(page, "safe mode");
  await open(page, "#v=1&m=1&n=1&L=abc&r=1&step=constant&eta=50&T=300&engine=float64&mystery=1");
  await expect(page.locator("html")).toHaveAttribute("data-run", "diverged");
  await expectNoFaults(page, "notices");
});

test("the cards over the page", async ({ page }) => {
  await open(page, RUN);
  await finished(page);
  await press(page, "Keys");
  await expectNoFaults(page, "keys", CARD);
  await page.keyboard.press("Escape");
  await page.keyboard.press("g");
  await expect(page.getByRole("dialog", { name: "Symbols and terms" })).toBeVisible();
  await expectNoFaults(page, "glossary", CARD);
  await page.keyboard.press("Escape");
  await press(page, "Read the chart: Loss");
  await expect(page.getByRole("dialog", { name: "Loss" })).toBeVisible();
  await expectNoFaults(page, "a chart as a table", CARD);
  await page.keyboard.press("Escape");
  await press(page, /Your own matrix/);
  await expect(page.locator(CARD)).toBeVisible();
  await expectNoFaults(page, "files", CARD);
  await page.keyboard.press("Escape");
  await page.keyboard.press("q");
  await expect(page.getByRole("dialog", { name: "Share" })).toBeVisible();
  await expectNoFaults(page, "share", CARD);
});

test("the parts of the card that exports, gone through by arrow keys", async ({ page }) => {
  await open(page, RUN);
  await finished(page);
  await press(page, "Export");
  const tabs = page.getByRole("dialog", { name: "Export" }).getByRole("tab");
  await tabs.first().focus();
  for (const name of ["Picture", "Recording", "Data", "Citation"]) {
    const tab = tabs.filter({ hasText: name });
    await expect(tab).toBeFocused();
    await expect(tab).toHaveAttribute("aria-selected", "true");
    await expectNoFaults(page, `export: ${name}`, CARD);
    await page.keyboard.press("ArrowRight");
  }
  await expect(tabs.first()).toBeFocused();
  await page.keyboard.press("ArrowLeft");
  await expect(tabs.last()).toBeFocused();
  await page.keyboard.press("Home");
  await expect(tabs.first()).toHaveAttribute("aria-selected", "true");
});

test("the board of the origin, and a run on its way", async ({ page }) => {
  await open(page, ORIGIN);
  await finished(page);
  await expect(page.getByText("loading the pictures")).toHaveCount(0);
  await expectNoFaults(page, "origin");
  await press(page, "make the picture large");
  await expectNoFaults(page, "the plane, enlarged", POPOVER);
  await page.keyboard.press("Escape");
  await open(page, "#v=1&m=32&n=32&T=2000000&engine=float64&play=1");
  await expect(page.locator("html")).toHaveAttribute("data-run", "running");
  await expectNoFaults(page, "running");
});

test("lessons, on the board and on a projector, and the embedded page", async ({ page }) => {
  await open(page, LESSON);
  await press(page, "Show the answer");
  await expect(page.locator(".lesson-answer > p").first()).toBeVisible();
  await expectNoFaults(page, "an answered lesson");
  await press(page, "All lessons");
  await expectNoFaults(page, "lessons");
  await open(page, `${LESSON}&mode=projector`);
  await expect(page.getByRole("button", { name: "Show the answer" })).toBeVisible();
  await expectNoFaults(page, "projector with a lesson");
  await open(page, `${RUN}&mode=projector`);
  await finished(page);
  await page.keyboard.press("?");
  await expect(page.getByRole("dialog", { name: "Keys" })).toBeVisible();
  await expectNoFaults(page, "projector, with its keys");
  await open(page, `${RUN}&mode=embed`);
  await finished(page);
  await expectNoFaults(page, "embed");
});

test("a phone, with its controls open", async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await open(page, RUN);
  await finished(page);
  await expectNoFaults(page, "phone");
  await page.getByRole("button", { name: "Controls", exact: true }).click();
  await expectNoFaults(page, "controls on a phone");
});
