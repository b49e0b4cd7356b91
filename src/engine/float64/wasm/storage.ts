/**
 * Where the values of a step are: scalars in local variables, matrices at offsets in the lane's memory. A matrix that is
 * computed gives its space back after its last use; one that nothing reads outside the sweep that computes it has none.
 */
import type { Node, NodeId, StepGraph } from "../../trace/graph";
import { isScalar } from "../../trace/schedule";
import type { Code, Local } from "./code";
import { entriesOf, LaneMemory } from "./layout";

export class Storage {
  readonly memory = new LaneMemory();
  readonly #scalars = new Map<NodeId, Local>();
  readonly #places = new Map<NodeId, number>();
  /** matrices whose place is given back */
  readonly #owned = new Set<NodeId>();
  readonly #readers = new Map<NodeId, NodeId[]>();

  constructor(
    readonly graph: StepGraph,
    readonly code: Code,
  ) {
    this.#collectReaders(graph.body);
  }

  node(id: NodeId): Node {
    return this.graph.nodes[id]!;
  }

  /** The node whose value this is: a reshaped matrix has the same entries in the same places. */
  origin(id: NodeId): NodeId {
    const node = this.node(id);
    const same = node.kind === "reshape" || (node.kind === "reduce" && isScalar(this.node(node.operands[0]!)));
    return same ? this.origin(node.operands[0]!) : id;
  }

  /** the local that holds a scalar; made on first use */
  scalar(id: NodeId): Local {
    const origin = this.origin(id);
    const local = this.#scalars.get(origin) ?? this.code.local("f64");
    this.#scalars.set(origin, local);
    return local;
  }

  /** offset of a matrix from the lane's start; undefined if it is not kept in memory */
  placeOf(id: NodeId): number | undefined {
    return this.#places.get(this.origin(id));
  }

  /** Whether a node that is not among `inside` reads this one. */
  isReadOutside(id: NodeId, inside: ReadonlySet<NodeId>): boolean {
    return this.#readers.get(id)?.some((reader) => !inside.has(reader)) ?? false;
  }

  /** A matrix with a place of its own. */
  settle(id: NodeId, place: number): void {
    this.#places.set(id, place);
  }

  /** Takes space for a matrix that `release` gives back; its offset. */
  keep(id: NodeId): number {
    const place = this.memory.take(entriesOf(this.node(id)));
    this.#places.set(id, place);
    this.#owned.add(id);
    return place;
  }

  /** After the last use. Safe for scalars, inputs and twice. */
  release(id: NodeId): void {
    if (this.#owned.delete(id)) this.memory.give(this.#places.get(id)!, entriesOf(this.node(id)));
  }

  #collectReaders(body: readonly NodeId[]): void {
    for (const id of body) {
      const node = this.node(id);
      for (const operand of node.operands) {
        const readers = this.#readers.get(operand);
        if (readers) readers.push(id);
        else this.#readers.set(operand, [id]);
      }
      if (node.kind === "repeatUntil") this.#collectReaders(node.body);
    }
  }
}
