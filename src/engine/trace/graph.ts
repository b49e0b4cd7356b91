/**
 * The step graph: the operations of one step as data, from which programs are generated. Nodes are numbered; an operand
 * always has a smaller number than its user and every scope lists its nodes in order of evaluation, so that a generator can
 * walk it once, and last uses (liveness) follow from one backward pass. Scalars are 1×1 nodes, one value a lane.
 * Leaves out lanes (every lane runs the same graph) and memory (slots are the generator's business).
 */
import type { ElementFunction } from "../elementFunctions";
import type { Shape } from "../primitives";

export type NodeId = number;

/** Where a leaf comes from: `LaneInputs`, `LaneState`, the loss's own matrices and scalars by name, or the link after the step. */
export type Source =
  | { readonly of: "W0" | "L" | "eta" | "previousStep" }
  | { readonly of: "scalar"; readonly name: string }
  /** its entries from number `skip` on: two leaves may read the same column one row apart */
  | { readonly of: "matrix"; readonly name: string; readonly skip?: number }
  | { readonly of: "theta"; readonly index: number }
  /** 1 if a link comes after the step, else 0 */
  | { readonly of: "isLink" }
  /** what that link drew; anything of its shape after other steps */
  | { readonly of: "drawn"; readonly index: number };

export type Operation =
  | { readonly kind: "input"; readonly source: Source }
  | { readonly kind: "constant"; readonly value: number }
  /** operands of the node's shape, or rows×1 or 1×1 repeated to fill it */
  | { readonly kind: "elementwise"; readonly fn: ElementFunction }
  /** Σ over `inner` of op(X) op(Y) */
  | {
      readonly kind: "product";
      readonly transposeX: boolean;
      readonly transposeY: boolean;
      readonly inner: number;
    }
  /** over all entries (1×1) or each row (rows×1) */
  | { readonly kind: "reduce"; readonly fn: "sum" | "max"; readonly axis: "all" | "row" }
  /** the same entries in row-major order */
  | { readonly kind: "reshape" }
  /** the value that the enclosing loop tries */
  | { readonly kind: "trial" }
  /**
   * operands = [first]. Evaluates `body` with `trial` = first, then = `next`, until `done` is not 0, at most `limit` times;
   * its value is the trial that was done, or the last `next`. The body reads nodes of enclosing scopes, never the reverse.
   */
  | {
      readonly kind: "repeatUntil";
      readonly limit: number;
      readonly trial: NodeId;
      readonly body: readonly NodeId[];
      readonly done: NodeId;
      readonly next: NodeId;
    };

export type Node = Operation & Shape & { readonly id: NodeId; readonly operands: readonly NodeId[] };

export interface StepGraph {
  /** by id; nodes that no output needs are absent from every scope */
  readonly nodes: readonly Node[];
  /** the outermost scope, in order of evaluation */
  readonly body: readonly NodeId[];
  /** one scalar for each of `program.columns` */
  readonly row: readonly NodeId[];
  readonly theta: readonly NodeId[];
  readonly step: NodeId;
}

/** What must be computed before `node`: its operands and, for a loop, whatever its body ends in. */
export function dependencies(node: Node): readonly NodeId[] {
  return node.kind === "repeatUntil" ? [...node.operands, node.trial, node.done, node.next] : node.operands;
}
