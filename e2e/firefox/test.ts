/** What the specs of Firefox share: one browser for all of them, a window for each, and a console that must stay silent. */
import { test as base, expect } from "@playwright/test";
import { findFirefox } from "../../tools/firefox.mjs";
import { type Firefox, launchFirefox, type Window } from "./bidi";
import { openDisplay } from "./display";

export { expect };

interface Fixtures {
  readonly tab: Window;
}

export const test = base.extend<Fixtures, { readonly firefox: Firefox }>({
  firefox: [
    // Playwright reads which fixtures a fixture needs from this pattern, so it has to be there even if empty.
    // biome-ignore lint/correctness/noEmptyPattern: see above
    async ({}, use) => {
      const display = await openDisplay();
      // The project is there only where Firefox is.
      const firefox = await launchFirefox(findFirefox()!, display.name);
      await use(firefox);
      await firefox.close();
      display.close();
    },
    { scope: "worker", timeout: 120_000 },
  ],
  tab: async ({ firefox }, use) => {
    const tab = await firefox.newWindow();
    const before = firefox.console.length;
    await use(tab);
    await tab.close();
    expect(firefox.console.slice(before)).toEqual([]);
  },
});

/** One attribute of the run on `<html>`: see "What a script can read off the page". */
export const fact = (tab: Window, name: "run" | "engine" | "t" | "selected") =>
  tab.evaluate<string | null>(`document.documentElement.dataset.${name}`);

export async function finished(tab: Window): Promise<void> {
  await expect.poll(() => fact(tab, "run"), { timeout: 90_000 }).toMatch(/finished|diverged|failed/);
  expect(await fact(tab, "run")).toBe("finished");
}
