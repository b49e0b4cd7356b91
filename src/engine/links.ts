/**
 * What chains draw, as engines read it: a block of steps comes with the links that follow some of them, drawn on the host. A step
 * selects by its `isLink`, so that what is computed depends neither on the block nor on other lanes. Links whose draws look at G
 * are no part of a step: between blocks the host makes them.
 */
import type { LaneInputs, LaneState, StepProgram } from "../lora/program";
import type { Matrix } from "../math/matrix";
import type { Engine, EngineRun, RunBlock } from "./engine";

/** A link after a step, counted from the block's first, and what was drawn for it. */
export interface Link {
  readonly step: number;
  readonly drawn: readonly Matrix[];
}

/** The links of one lane in a block, in order. */
export type LaneLinks = readonly Link[];

/** An engine that is told what chains draw. */
export interface StepEngine extends Omit<Engine, "start"> {
  start(program: StepProgram, inputs: readonly LaneInputs[], states: readonly LaneState[]): Promise<StepRun>;
}

export interface StepRun extends Omit<EngineRun, "advance"> {
  /** `links` of each lane, at most `linksAtOnce` of them; none where lanes have none. */
  advance(k: number, links?: readonly LaneLinks[]): Promise<RunBlock>;
  /** Goes on from other states of the same lanes. */
  restart(states: readonly LaneState[]): Promise<void>;
}

/** Entries of draws that a block holds for a lane, and links. */
const ENTRIES_AT_ONCE = 2 ** 16;
const LINKS_AT_ONCE = 2 ** 12;

/** Matrices of the shapes of what a link after a step draws; empty where no link is part of a step. */
export function drawnShapes({ chain }: LaneInputs, { theta }: LaneState): readonly Matrix[] {
  return chain && !chain.fromGradient ? chain.drawn.map((index) => theta[index]!) : [];
}

/** Links of a lane in one block, so that a device can hold what they draw, so many entries each. */
export function linksAtOnce(entries: number): number {
  return Math.max(1, Math.min(LINKS_AT_ONCE, Math.floor(ENTRIES_AT_ONCE / Math.max(1, entries))));
}

/** The links among `count` steps from `first` on, counted from there. */
export function linksWithin(links: LaneLinks, first: number, count: number): LaneLinks {
  return links
    .filter(({ step }) => step >= first && step < first + count)
    .map(({ step, drawn }) => ({ step: step - first, drawn }));
}
