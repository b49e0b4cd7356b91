/** Load: much at once, fast, for long, and more than fits. Each measurement has a browser of its own. */
import type { Page } from "@playwright/test";
import { openFolder } from "../bench/browser";
import { longRun, overnight, wideRun } from "./load/long";
import { hiddenTab, largeProblems, manyTabs } from "./load/many";
import { sliderMoves, startsAndCancels } from "./load/rapid";
import type { Part, Row } from "./report";

type Measurement = (page: Page, url: string) => Promise<readonly Row[]>;

const measurements: readonly Measurement[] = [
  wideRun,
  longRun,
  overnight,
  sliderMoves,
  startsAndCancels,
  manyTabs,
  hiddenTab,
  largeProblems,
];

export const load: Part = async ({ folder }) => {
  const rows: Row[] = [];
  for (const measure of measurements) {
    const { page, url, close } = await openFolder(folder, "cpu");
    try {
      rows.push(...(await measure(page, url)));
    } catch (error) {
      // What one measurement waits for in vain says nothing of the others.
      const figure = `not measured: ${error instanceof Error ? error.message.split("\n")[0] : error}`;
      rows.push({ what: measure.name, figure, required: "measured", met: false });
    } finally {
      await close();
    }
  }
  return rows;
};
