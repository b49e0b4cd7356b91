/** How long the page takes to answer a hand: from the event that the browser delivers to the frame in which its answer stands. */
import type { Page } from "@playwright/test";

declare global {
  interface Window {
    benchAnswer?: Promise<number>;
  }
}

/** In the page: times the next `type` event until the run's status is one of `statuses` and the frame after that is painted. */
async function arm(page: Page, type: "input" | "click", statuses: readonly string[]): Promise<void> {
  await page.evaluate(
    ([event, wanted]) => {
      window.benchAnswer = new Promise((resolve) => {
        const painted = (from: number) => {
          const after = new MessageChannel();
          after.port1.onmessage = () => resolve(performance.now() - from);
          requestAnimationFrame(() => after.port2.postMessage(null));
        };
        const begin = ({ timeStamp }: Event) => {
          const observer = new MutationObserver(() => {
            if (!wanted.includes(document.documentElement.dataset.run ?? "")) return;
            observer.disconnect();
            painted(timeStamp);
          });
          observer.observe(document.documentElement, { attributeFilter: ["data-run"] });
        };
        addEventListener(event, begin, { once: true, capture: true });
      });
    },
    [type, statuses] as const,
  );
}

const answer = (page: Page): Promise<number> => page.evaluate(() => window.benchAnswer ?? Number.NaN);

const MOVES = 40;
/** Between two moves, so that each is answered alone. */
const REST_MS = 150;

/** A slider dragged by the pointer: from each move to the first iterates of the run that it asked for. */
export async function sliderLatencies(page: Page, name: string): Promise<readonly number[]> {
  const box = await page.getByRole("slider", { name, exact: true }).boundingBox();
  if (!box) throw new Error(`there is no slider ${name}`);
  const at = (share: number) => page.mouse.move(box.x + share * box.width, box.y + box.height / 2);
  await at(0.3);
  await page.mouse.down();
  const latencies: number[] = [];
  for (let i = 0; i < MOVES; i++) {
    await page.waitForTimeout(REST_MS);
    await arm(page, "input", ["running", "paused", "finished"]);
    await at(i % 2 === 0 ? 0.6 : 0.3);
    latencies.push(await answer(page));
  }
  await page.mouse.up();
  // the first move compiles what the others find compiled
  return latencies.slice(1);
}

const PAUSES = 20;
const COMPUTING_MS = 250;

/** From a click on Pause to the frame in which the worker's word that it rests is painted. */
export async function pauseLatencies(page: Page): Promise<readonly number[]> {
  const latencies: number[] = [];
  for (let i = 0; i < PAUSES; i++) {
    await page.waitForTimeout(COMPUTING_MS);
    await arm(page, "click", ["paused"]);
    await page.getByRole("button", { name: "Pause", exact: true }).click();
    latencies.push(await answer(page));
    await page.getByRole("button", { name: "Play", exact: true }).click();
  }
  return latencies;
}
