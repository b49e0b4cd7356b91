/** How many rows a block has: few at first, so that something is seen at once, then as many as take TARGET_MS. */
import type { StepProgram } from "../lora/program";

/** A slider that moves and Pause wait for the end of a block: of the 30 to 100 ms that one may take, the target is near the least. */
export const TARGET_MS = 32;
/** Entries of W times rank, over all lanes and rows, that any engine passes in well under 20 ms. */
const FIRST_WORK = 2 ** 22;
const FIRST_ROWS = 32;
/** Rows over all lanes: a block is also stored at once on the page. */
export const MAX_ROWS = 2 ** 14;
const GROWTH = 8;

/** Rows of the first block of each batch, in a run of `lanes` lanes: the run is shown once all batches have rows. */
export function firstLength({ m, n, r }: Pick<StepProgram, "m" | "n" | "r">, lanes: number): number {
  return Math.max(1, Math.min(FIRST_ROWS, Math.floor(FIRST_WORK / (m * n * r * lanes))));
}

/** Rows of the block after one of `length` rows that took `elapsed` ms. */
export function nextLength(length: number, elapsed: number, lanes: number): number {
  const wanted = elapsed > 0 ? Math.ceil((length * TARGET_MS) / elapsed) : GROWTH * length;
  return Math.max(1, Math.min(wanted, GROWTH * length, Math.floor(MAX_ROWS / lanes)));
}

/** Iterates a second while computing, pauses left out. */
export interface SpeedMeter {
  readonly stepsPerSecond: number;
  add(steps: number, elapsed: number): void;
}

export function createSpeedMeter(): SpeedMeter {
  let steps = 0;
  let elapsed = 0;
  return {
    get stepsPerSecond() {
      return elapsed > 0 ? (1000 * steps) / elapsed : 0;
    },
    add(moreSteps, moreElapsed) {
      steps += moreSteps;
      elapsed += moreElapsed;
    },
  };
}
