/**
 * Where a lane has what links draw: the draws of a call's links one after another, and the place to which a step's own are copied
 * before it. Whether a link follows a step stands beside what the step measures, as one column more.
 */
import { linksAtOnce } from "../../links";
import type { StepGraph } from "../../trace/graph";
import { entriesOf, type LaneMemory, type LinkLayout, ROWS_PER_CALL } from "./layout";
import { DOUBLE } from "./pairs";

export class LinkMemory {
  /** entries of each matrix that a link draws */
  readonly #entries: readonly number[];
  readonly #drawn: number;
  readonly #draws: number;

  constructor(graph: StepGraph, memory: LaneMemory) {
    const entries: number[] = [];
    for (const id of graph.body) {
      const node = graph.nodes[id]!;
      if (node.kind === "input" && node.source.of === "drawn") entries[node.source.index] = entriesOf(node);
    }
    this.#entries = entries;
    this.#drawn = memory.reserve(this.#total);
    this.#draws = memory.reserve(this.#total * Math.min(ROWS_PER_CALL, linksAtOnce(this.#total)));
  }

  get #total(): number {
    return this.#entries.reduce((a, b) => a + b, 0);
  }

  get isUsed(): boolean {
    return this.#total > 0;
  }

  /** Where a step reads the matrix of this index. */
  place(index: number): number {
    return this.#drawn + DOUBLE * this.#entries.slice(0, index).reduce((a, b) => a + b, 0);
  }

  /** `isLink`: offset of the column. */
  layout(isLink: number): LinkLayout | null {
    return this.isUsed ? { isLink, draws: this.#draws, drawn: this.#drawn, entries: this.#total } : null;
  }
}
