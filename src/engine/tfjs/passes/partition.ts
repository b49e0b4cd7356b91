/**
 * Cuts a step graph into passes for a device whose programs write one matrix each. A pass evaluates elementwise operations in
 * place where they are read, so that few values are ever written: what products read or several passes need, rows of sums,
 * the trained matrices, and scalars, which are sums over whole matrices and share a pass.
 * Leaves out loops: a step with a line search is taken operation by operation.
 */
import type { ElementFunction } from "../../elementFunctions";
import type { Node, NodeId, StepGraph } from "../../trace/graph";
import { isScalar } from "../../trace/schedule";
import { operandNames } from "../programs";

export type Pass =
  /** writes one matrix */
  | { readonly kind: "matrix"; readonly id: NodeId }
  /** writes scalars side by side */
  | { readonly kind: "scalars"; readonly ids: readonly NodeId[] };

/** Entries that one thread sums. */
const LONGEST_SUM = 4096;
/** Multiplications of a product whose entries are summed by one thread each. */
const LARGEST_PRODUCT = 2 ** 20;

/** Cheap enough to be evaluated again at every read. */
const cheapFunctions: ReadonlySet<ElementFunction> = new Set(["add", "subtract", "multiply", "addScaled", "square"]);

/** The passes of a step, in order; null where they would be slower than single operations, or read more tensors than a shader may. */
export function partition(graph: StepGraph): readonly Pass[] | null {
  const nodes = graph.body.map((id) => graph.nodes[id]!);
  if (nodes.some((node) => node.kind === "repeatUntil" || isTooLarge(graph, node))) return null;
  const parts = new Partition(graph, nodes);
  const passes = parts.passes();
  return passes.every((pass) => parts.tensorsOf(pass) <= operandNames.length) ? passes : null;
}

function isTooLarge(graph: StepGraph, node: Node): boolean {
  if (node.kind === "product") return node.rows * node.columns * node.inner > LARGEST_PRODUCT;
  if (node.kind !== "reduce") return false;
  const { rows, columns } = graph.nodes[node.operands[0]!]!;
  return (node.axis === "all" ? rows * columns : columns) > LONGEST_SUM;
}

class Partition {
  private readonly readers = new Map<NodeId, Node[]>();
  private readonly heavy = new Set<NodeId>();
  private readonly cheap = new Set<NodeId>();
  private readonly written = new Set<NodeId>();

  constructor(
    private readonly graph: StepGraph,
    private readonly nodes: readonly Node[],
  ) {
    for (const node of nodes) {
      for (const id of new Set(node.operands)) this.readers.set(id, [...(this.readers.get(id) ?? []), node]);
    }
    // Operands come first, so that each node is judged by what is known of its operands.
    for (const node of nodes) {
      if (this.isHeavy(node)) this.heavy.add(node.id);
      if (this.isCheap(node)) this.cheap.add(node.id);
      if (this.isWritten(node)) this.written.add(node.id);
    }
  }

  /** Scalar sums wait until something needs one of them, and are then written together. */
  passes(): readonly Pass[] {
    const passes: Pass[] = [];
    let waiting: NodeId[] = [];
    const flush = () => {
      if (waiting.length > 0) passes.push({ kind: "scalars", ids: waiting });
      waiting = [];
    };
    for (const node of this.nodes) {
      if (!this.written.has(node.id)) continue;
      const read = this.leaves(node.id);
      if (waiting.some((id) => read.has(id))) flush();
      if (isScalar(node)) waiting.push(node.id);
      else passes.push({ kind: "matrix", id: node.id });
    }
    flush();
    return [...passes, { kind: "scalars", ids: this.graph.row }];
  }

  /** Tensors that the pass reads at most: scalars that were written side by side are counted each. */
  tensorsOf(pass: Pass): number {
    const read = new Set((pass.kind === "matrix" ? [pass.id] : pass.ids).flatMap((id) => [...this.leaves(id)]));
    return [...read].filter((id) => this.written.has(id) || this.graph.nodes[id]!.kind === "input").length;
  }

  /** What a pass that writes the node reads. */
  private leaves(id: NodeId, seen = new Set<NodeId>()): ReadonlySet<NodeId> {
    for (const operand of this.graph.nodes[id]!.operands) {
      if (seen.has(operand)) continue;
      seen.add(operand);
      if (!this.written.has(operand)) this.leaves(operand, seen);
    }
    return seen;
  }

  private isWritten(node: Node): boolean {
    if (node.kind === "reduce") return true;
    if (node.kind !== "elementwise" && node.kind !== "product") return false;
    if (this.graph.theta.includes(node.id) || node.id === this.graph.step) return true;
    if (isScalar(node)) return node.kind === "product";
    const readers = this.readers.get(node.id) ?? [];
    if (this.heavy.has(node.id)) return readers.length !== 1 || readers[0]!.kind !== "elementwise";
    // A product reads each entry of its factors many times.
    return readers.some((reader) => reader.kind === "product") && !this.cheap.has(node.id);
  }

  /** Whether evaluating an entry means evaluating a product's. */
  private isHeavy(node: Node): boolean {
    if (node.kind === "product") return true;
    if (node.kind !== "elementwise" && node.kind !== "reshape") return false;
    return node.operands.some((id) => !this.written.has(id) && this.heavy.has(id));
  }

  /** Whether it may as well be evaluated again at every read: one or two cheap operations on what is at hand. */
  private isCheap(node: Node): boolean {
    if (node.kind === "input" || node.kind === "constant") return true;
    if (node.kind !== "elementwise" || !cheapFunctions.has(node.fn)) return false;
    return node.operands.every((id) => this.written.has(id) || this.cheap.has(id));
  }
}
