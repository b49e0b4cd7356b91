/**
 * Memory of one lane, in bytes from its start: what it reads, its state, the rows it measures, and slots for values that
 * a step keeps in memory. A program's lanes lie one after another, so that one module serves them all.
 */
import type { Shape } from "../../primitives";
import type { Source } from "../../trace/graph";
import { DOUBLE } from "./pairs";

/** Rows that one call of a step's program writes at most: longer blocks are several calls. */
export const ROWS_PER_CALL = 1024;
/** Everything starts at a cache line. */
const LINE = 64;

export interface LaneLayout {
  readonly bytes: number;
  readonly inputs: readonly { readonly source: Source; readonly offset: number; readonly entries: number }[];
  readonly theta: readonly (Shape & { readonly offset: number })[];
  readonly previousStep: number;
  /** offset of the rows: `columns` columns of as many doubles as one call writes rows */
  readonly rows: number;
  readonly columns: number;
  readonly links: LinkLayout | null;
}

/** What a lane reads of the links after its steps. */
export interface LinkLayout {
  /** one double a step, from here on: 1 if a link comes after it */
  readonly isLink: number;
  /** the draws of the call's links, one after another */
  readonly draws: number;
  /** where a step reads those of the link after it */
  readonly drawn: number;
  /** of one link's draws */
  readonly entries: number;
}

export const entriesOf = ({ rows, columns }: Shape): number => rows * columns;

export class LaneMemory {
  #bytes = 0;
  readonly #free = new Map<number, number[]>();

  get bytes(): number {
    return this.#bytes;
  }

  /** offset of space for as many doubles that is never used for anything else */
  reserve(entries: number): number {
    const offset = this.#bytes;
    this.#bytes += Math.ceil((entries * DOUBLE) / LINE) * LINE;
    return offset;
  }

  /** offset of space for as many doubles, given back by others or new */
  take(entries: number): number {
    return this.#free.get(entries)?.pop() ?? this.reserve(entries);
  }

  give(offset: number, entries: number): void {
    const known = this.#free.get(entries);
    if (known) known.push(offset);
    else this.#free.set(entries, [offset]);
  }
}
