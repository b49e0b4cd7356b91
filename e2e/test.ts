/** What every spec shares: the engine of its project, the run as the page states it, and a page that must stay quiet. */
import { readFileSync } from "node:fs";
import { test as base, expect, type Page } from "@playwright/test";

export { expect };

/** The engine that each browser project forces: a software adapter counts, another engine does not. */
const engines = { webgpu: "webgpu", webgl: "webgl", cpu: "float64" } as const;

type EngineName = (typeof engines)[keyof typeof engines];

interface Fixtures {
  readonly engine: EngineName;
  /**
   * Fails the test on a console error or warning, an uncaught exception, a breach of the security policy, or a request to another
   * origin.
   */
  readonly quiet: undefined;
  /** An empty page of a profile of its own: the page's policy lets no picture in, so what was saved is looked at there. */
  readonly blank: Page;
}

export const test = base.extend<Fixtures>({
  // Playwright reads which fixtures a fixture needs from this pattern, so it has to be there even if empty.
  // biome-ignore lint/correctness/noEmptyPattern: see above
  engine: async ({}, use, { project }) => {
    // Project names are those of playwright.config.ts.
    await use(engines[project.name as keyof typeof engines]);
  },
  blank: async ({ browser }, use) => {
    const profile = await browser.newContext();
    await use(await profile.newPage());
    await profile.close();
  },
  quiet: [
    async ({ page, baseURL }, use) => {
      const noise: string[] = [];
      page.on("console", (message) => {
        const isOwn = message.text() !== "Service Worker registration blocked by Playwright";
        if (isOwn && ["error", "warning"].includes(message.type())) noise.push(`${message.type()}: ${message.text()}`);
      });
      // Said by the browser itself too, but not of every kind and not in the same words.
      await page.addInitScript(() =>
        addEventListener("securitypolicyviolation", ({ violatedDirective, blockedURI }) =>
          // biome-ignore lint/suspicious/noConsole: how a page tells its test
          console.error(`the security policy's ${violatedDirective} stopped ${blockedURI}`),
        ),
      );
      page.on("pageerror", (error) => noise.push(`uncaught: ${error.message}`));
      page.context().on("request", (request) => {
        const url = request.url();
        const own = /^(blob|data):/.test(url) || /(^|\.)localhost$/.test(new URL(url).hostname);
        if (!own) noise.push(`request to ${url} from ${baseURL}`);
      });
      await use(undefined);
      expect(noise).toEqual([]);
    },
    { auto: true },
  ],
});

/** Opens the page at a link; the document is loaded anew even if only the hash differs. */
export async function open(page: Page, hash: string): Promise<void> {
  await page.goto("about:blank");
  await page.goto(`./${hash}`);
}

/** One attribute of the run on `<html>`: see "What a script can read off the page". */
export const fact = (page: Page, name: "run" | "engine" | "t" | "selected" | "lanes") =>
  page.locator("html").getAttribute(`data-${name}`);

/** Waits until the run is computed to its end. */
export async function finished(page: Page): Promise<void> {
  await page.waitForFunction(() => /finished|diverged|failed/.test(document.documentElement.dataset.run ?? ""));
  await expect(page.locator("html")).toHaveAttribute("data-run", "finished");
}

/** What the button "Download CSV" gives. */
export async function downloadCsv(page: Page): Promise<string> {
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("button", { name: "Download CSV" }).click(),
  ]);
  return readFileSync(await download.path(), "utf8");
}

export interface Table {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly number[])[];
}

/** The numbers of a downloaded file, without its comments. */
export function parseCsv(text: string): Table {
  const [head = "", ...lines] = text
    .trimEnd()
    .split("\n")
    .filter((line) => !line.startsWith("#"));
  return { columns: head.split(","), rows: lines.map((line) => line.split(",").map(Number)) };
}

/** One column of a table. */
export function column({ columns, rows }: Table, name: string): readonly number[] {
  const index = columns.indexOf(name);
  expect(index, `column ${name}`).toBeGreaterThanOrEqual(0);
  return rows.map((row) => row[index] ?? Number.NaN);
}
