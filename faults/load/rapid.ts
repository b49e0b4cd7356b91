/** Hands faster than runs: a slider moved a thousand times, and runs that are started and dropped. */
import type { Page } from "@playwright/test";
import { probeHeap } from "../../bench/page/heap";
import { recordMainThread } from "../../bench/page/streaming";
import type { Row } from "../report";
import { follow, freezeRow, growthRow, heldBytes, isOfItsAddress, openAt, untilRun } from "./measures";

const MOVES = 1000;
/** Until then the browser compiles what runs again and again: code is part of what is weighed. */
const WARM_MOVES = 900;
const CYCLES = 200;
const WARM_CYCLES = 240;

/** Moves the slider of the rank as a drag does, each move in a task of its own; all of it is one undo step. */
async function drag(page: Page, moves: number): Promise<void> {
  await page.getByRole("slider", { name: "rank", exact: true }).evaluate(async (element, count) => {
    const slider = element as HTMLInputElement; // a slider of the page is one
    const { set } = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, "value")!;
    // Both numbers of moves end on the same rank, whose run is weighed.
    const positions = 10;
    for (let move = 0; move < count; move++) {
      const share = 0.05 + (0.5 * (move % positions)) / positions;
      set!.call(slider, String(Number(slider.min) + share * (Number(slider.max) - Number(slider.min))));
      slider.dispatchEvent(new Event("input", { bubbles: true }));
      await new Promise((resolve) => setTimeout(resolve));
    }
    slider.dispatchEvent(new Event("change", { bubbles: true }));
  }, moves);
}

export async function sliderMoves(page: Page, url: string): Promise<readonly Row[]> {
  const probe = await probeHeap(page);
  await openAt(page, `${url}#v=1&r=3&T=3000&engine=float64`);
  await untilRun(page, "finished");
  await drag(page, WARM_MOVES);
  await untilRun(page, "finished");
  const before = await heldBytes(probe);
  const thread = await recordMainThread(page, () => drag(page, MOVES));
  await untilRun(page, "finished");
  const after = await heldBytes(probe);
  const isTrue = await isOfItsAddress(page);
  return [
    {
      what: `${MOVES} rapid moves of a slider: rows, header and address`,
      figure: isTrue ? "of one run, the last one" : "of different runs",
      required: "of one run",
      met: isTrue,
    },
    growthRow(`… ${MOVES} moves`, before, after),
    freezeRow(`… ${MOVES} moves`, thread),
  ];
}

export async function startsAndCancels(page: Page, url: string): Promise<readonly Row[]> {
  const probe = await probeHeap(page);
  const hashOf = (cycle: number) => `#v=1&seed=${1000 + cycle}&T=1000000&engine=float64&play=1`;
  await openAt(page, `${url}${hashOf(0)}`);
  let before = 0;
  for (let cycle = 1; cycle <= WARM_CYCLES + CYCLES; cycle++) {
    await follow(page, hashOf(cycle));
    await untilRun(page, "running");
    if (cycle !== WARM_CYCLES) continue;
    await follow(page, "#v=1&T=100&engine=float64");
    await untilRun(page, "finished");
    before = await heldBytes(probe);
  }
  await follow(page, "#v=1&T=100&engine=float64");
  await untilRun(page, "finished");
  const after = await heldBytes(probe);
  const isTrue = await isOfItsAddress(page);
  return [
    {
      what: `${CYCLES} runs started and dropped: rows of the next one`,
      figure: isTrue ? "its own" : "of another run",
      required: "its own",
      met: isTrue,
    },
    growthRow(`… ${CYCLES} starts`, before, after),
  ];
}
