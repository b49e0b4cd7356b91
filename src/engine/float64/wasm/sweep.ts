/**
 * One pass over the entries of matrices of one shape: loads each operand once, applies the elementwise operations in
 * registers, stores what is read later, and sums or maximizes on the way. Sums go row by row, each column into the accumulator
 * of its number, so that zero columns appended to a matrix (padded ranks) change no bit. Scalars are repeated into both lanes before the pass, rows×1 columns at the start of each row.
 */
import type { Shape } from "../../primitives";
import type { Node, NodeId } from "../../trace/graph";
import { isScalar } from "../../trace/schedule";
import type { Code, Local } from "./code";
import { combineLanes, DOUBLE, loadPair, type Place, storePair, walkCounted, walkPairs } from "./pairs";
import { applyElementFunction } from "./postfix";
import type { Storage } from "./storage";

/** Pairs in one round of the loop, and accumulators of each sum. */
const UNROLL = 2;

/** The first parameter of a step: the address of the lane's memory, from which places are counted. */
export const LANE: Local = 0;

type Reduction = Node & { readonly kind: "reduce" };

/** `count`: how many entries of a single row to pass over; all of the shape's where it is null. */
export function writeSweep(
  code: Code,
  storage: Storage,
  shape: Shape,
  ids: readonly NodeId[],
  count: Local | null,
): void {
  new SweepWriter(code, storage, shape, ids).write(count);
}

class SweepWriter {
  readonly #nodes: readonly Node[];
  /** one vector for each member and each operand from outside */
  readonly #vectors = new Map<NodeId, Local>();
  readonly #accumulators = new Map<NodeId, readonly Local[]>();
  readonly #at: Local;
  readonly #rowAt: Local;

  constructor(
    readonly code: Code,
    readonly storage: Storage,
    readonly shape: Shape,
    ids: readonly NodeId[],
  ) {
    this.#nodes = ids.map((id) => storage.node(id));
    this.#at = code.local("i32");
    this.#rowAt = code.local("i32");
    for (const node of this.#nodes) {
      for (const id of [node.id, ...node.operands]) {
        if (!this.#vectors.has(id)) this.#vectors.set(id, code.local("v128"));
      }
      if (node.kind !== "reduce") continue;
      const locals = Array.from({ length: UNROLL }, () => code.local("v128"));
      this.#accumulators.set(node.id, locals);
    }
  }

  write(count: Local | null): void {
    const { code, storage, shape } = this;
    const members = new Set(this.#nodes.map(({ id }) => id));
    const outside = [...new Set(this.#nodes.flatMap(({ operands }) => operands))]
      .filter((id) => !members.has(id))
      .map((id) => storage.node(id));
    const reductions = this.#nodes.filter((node) => node.kind === "reduce");
    const byRow = reductions.filter((node) => node.axis === "row" && shape.rows > 1);
    const whole = reductions.filter((node) => !byRow.includes(node));
    const columns = outside.filter((X) => !isScalar(X) && X.columns < shape.columns);
    const full = outside.filter((X) => !isScalar(X) && !columns.includes(X));

    for (const s of outside.filter(isScalar)) code.get(storage.scalar(s.id)).op("f64x2.splat").set(this.#vector(s.id));
    code.get(LANE).set(this.#at);
    for (const node of whole) this.#clear(node);
    const entry = (place: Place) => this.#entry(full, place);
    if (count !== null) {
      walkCounted(code, [this.#at], count, entry);
    } else if (reductions.length + columns.length === 0) {
      walkPairs(code, [this.#at], shape.rows * shape.columns, UNROLL, entry);
    } else {
      code.get(LANE).set(this.#rowAt);
      code.times(shape.rows, () => {
        this.#beginRow(columns, byRow);
        const { remaining } = walkPairs(code, [this.#at], shape.columns, UNROLL, entry);
        this.#endRow(byRow);
        code.advance(this.#at, remaining).advance(this.#rowAt, DOUBLE);
      });
    }
    for (const node of whole) this.#combine(node).set(storage.scalar(node.id));
  }

  #beginRow(columns: readonly Node[], reductions: readonly Reduction[]): void {
    for (const X of columns) {
      this.code.get(this.#rowAt).access("v128.load64_splat", this.#placeOf(X.id)).set(this.#vector(X.id));
    }
    for (const node of reductions) this.#clear(node);
  }

  #endRow(reductions: readonly Reduction[]): void {
    for (const node of reductions) {
      this.code.get(this.#rowAt);
      this.#combine(node).access("f64.store", this.#placeOf(node.id));
    }
  }

  #vector(id: NodeId): Local {
    return this.#vectors.get(id)!;
  }

  #placeOf(id: NodeId): number {
    const place = this.storage.placeOf(id);
    if (place === undefined) throw new Error(`node ${id} is not in memory`);
    return place;
  }

  /** The sweep's operations on one pair of entries. */
  #entry(full: readonly Node[], place: Place): void {
    const { code, storage } = this;
    for (const { id } of full) {
      loadPair(code, this.#at, this.#placeOf(id) + place.offset, place.half).set(this.#vector(id));
    }
    for (const node of this.#nodes) {
      if (node.kind === "reduce") this.#accumulate(node, place);
      if (node.kind !== "elementwise") continue;
      const operands = node.operands.map((id) => this.#vector(id));
      applyElementFunction(code, node.fn, "v128", operands, place.half);
      code.set(this.#vector(node.id));
      const target = storage.placeOf(node.id);
      if (target === undefined) continue;
      storePair(code, this.#at, target + place.offset, place.half, this.#vector(node.id));
    }
  }

  #clear(node: Reduction): void {
    const start = node.fn === "sum" ? 0 : Number.NEGATIVE_INFINITY;
    for (const accumulator of this.#accumulators.get(node.id)!) this.code.f64x2(start, start).set(accumulator);
  }

  /**
   * The lane beyond the last entry counts as 0 in a sum and as the entry itself in a maximum. `pmax` passes over NaN, and is one
   * instruction where `max`, which does not, is eight.
   */
  #accumulate(node: Reduction, { half, copy }: Place): void {
    const accumulator = this.#accumulators.get(node.id)![copy % UNROLL]!;
    this.code.get(accumulator).get(this.#vector(node.operands[0]!));
    if (half && node.fn === "sum") this.code.f64(0).replace(1);
    if (half && node.fn === "max") this.code.extract(0).op("f64x2.splat");
    this.code.op(node.fn === "sum" ? "f64x2.add" : "f64x2.pmax").set(accumulator);
  }

  /** The result of a reduction onto the stack. */
  #combine(node: Reduction): Code {
    const fn = node.fn === "sum" ? "add" : "max";
    const [first, ...others] = this.#accumulators.get(node.id)!;
    for (const other of others) this.code.get(first!).get(other).op(`f64x2.${fn}`).set(first!);
    return combineLanes(this.code, first!, fn);
  }
}
