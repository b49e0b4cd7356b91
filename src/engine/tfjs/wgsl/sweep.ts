/**
 * Writes one pass over matrices of one shape: products, elementwise functions in registers, reductions, and stores of what is read
 * later. A thread takes tiles of entries in turn, so that a number that it reads serves several entries of a product; where rows
 * are reduced it takes whole rows. Every sum of a product runs in order of its index, whatever the tiles are.
 */
import type { Node, NodeId } from "../../trace/graph";
import { type Instruction, isScalar } from "../../trace/schedule";
import { wholeReductions } from "./plan";
import { joined, type Reduction, start } from "./reductions";
import { at, type ProgramText, plus } from "./syntax";
import { type Tile, tileOf } from "./tile";

type Sweep = Instruction & { readonly kind: "sweep" };

/** Terms of a product that are added between two tests of its loop, where its length allows. */
const UNROLLED = 2;
const upTo = (count: number): number[] => [...Array(count).keys()];

export function writeSweep(writer: ProgramText, sweep: Sweep): void {
  new SweepWriter(writer, sweep).write();
}

class SweepWriter {
  readonly #nodes: readonly Node[];
  readonly #members: ReadonlySet<NodeId>;
  readonly #whole: readonly Reduction[];
  readonly #byRow: readonly Reduction[];
  readonly #tile: Tile;

  constructor(
    readonly writer: ProgramText,
    readonly sweep: Sweep,
  ) {
    this.#nodes = sweep.ids.map((id) => writer.node(id));
    this.#members = new Set(sweep.ids);
    const reductions = this.#nodes.filter((node) => node.kind === "reduce");
    const whole = new Set(wholeReductions(writer.plan.graph, sweep));
    this.#whole = reductions.filter(({ id }) => whole.has(id));
    this.#byRow = reductions.filter(({ id }) => !whole.has(id));
    const threads = this.#byRow.length > 0 ? null : writer.workgroup;
    const reuses = this.#nodes.some(({ kind }) => kind === "product");
    this.#tile = reuses ? tileOf(sweep, threads) : { rows: 1, columns: 1 };
  }

  write(): void {
    const { writer, sweep } = this;
    const outside = this.#nodes.flatMap(({ operands }) => operands).filter((id) => !this.#members.has(id));
    const placesOf = (ids: readonly NodeId[]) => ids.flatMap((id) => writer.place(id) ?? []);
    writer.touch(placesOf(outside), placesOf(sweep.ids));
    for (const node of this.#whole) writer.line(`var a${node.id} = ${start(node)};`);
    if (this.#byRow.length > 0) this.#overRows();
    else this.#overTiles();
  }

  #overTiles(): void {
    const { rows, columns } = this.sweep;
    const across = columns / this.#tile.columns;
    this.writer.shared("tile", (rows / this.#tile.rows) * across, () => {
      this.writer.line(`let i = ${this.#tile.rows} * (tile / ${across});`);
      this.writer.line(`let j = ${this.#tile.columns} * (tile % ${across});`);
      this.#body();
    });
  }

  #overRows(): void {
    const { rows, columns } = this.sweep;
    this.writer.shared("i", rows, () => {
      for (const node of this.#byRow) this.writer.line(`var a${node.id} = ${start(node)};`);
      this.writer.repeat("j", columns, () => this.#body(), this.#tile.columns);
      for (const node of this.#byRow) {
        const place = this.writer.place(node.id);
        if (place) this.writer.line(`${at(place, "i")} = a${node.id};`);
      }
    });
  }

  /** Stores come last: a new value may lie where an old one lay that other members still read. */
  #body(): void {
    this.writer.line(`let e = i * ${this.sweep.columns} + j;`);
    for (const node of this.#nodes) this.#member(node);
    for (const node of this.#nodes) {
      const place = node.kind === "reduce" ? undefined : this.writer.place(node.id);
      if (place) this.#each((name, entry) => this.writer.line(`${at(place, entry)} = x${node.id}${name};`));
    }
  }

  /** Calls `visit` for each entry of the tile, with its suffix, index and row as text and where in the tile it is. */
  #each(visit: (name: string, entry: string, row: string, a: number, b: number) => void): void {
    for (const a of upTo(this.#tile.rows)) {
      for (const b of upTo(this.#tile.columns)) {
        visit(`_${a}_${b}`, plus("e", a * this.sweep.columns + b), plus("i", a), a, b);
      }
    }
  }

  #member(node: Node): void {
    switch (node.kind) {
      case "elementwise":
        this.#each((name, entry, row) => {
          const operands = node.operands.map((id) => this.#operand(id, name, entry, row));
          this.writer.line(`let x${node.id}${name} = ${this.writer.apply(node.fn, operands)};`);
        });
        return;
      case "reduce":
        this.#each((name, entry, row) => {
          const term = this.#operand(node.operands[0]!, name, entry, row);
          this.writer.line(`a${node.id} = ${joined(node, `a${node.id}`, term)};`);
        });
        return;
      case "product":
        this.#product(node);
        return;
      default:
        throw new Error(`${node.kind} is not swept`);
    }
  }

  #operand(id: NodeId, name: string, entry: string, row: string): string {
    const X = this.writer.node(id);
    if (this.#members.has(id)) return `x${id}${name}`;
    if (isScalar(X)) return this.writer.scalar(id);
    return this.writer.entry(id, X.columns === this.sweep.columns && X.rows === this.sweep.rows ? entry : row);
  }

  /** Reads a column of X's part and a row of Y's part at a time, and adds their outer product. */
  #product(node: Node & { readonly kind: "product" }): void {
    const { writer } = this;
    const { rows, columns } = this.sweep;
    const { inner, id } = node;
    const [X, Y] = node.operands as [NodeId, NodeId];
    /** entry (i + a, k + d) of op(X), entry (k + d, j + b) of op(Y) */
    const x = (a: number, d: number) =>
      node.transposeX ? plus(`k * ${rows} + i`, d * rows + a) : plus(`i * ${inner} + k`, a * inner + d);
    const y = (d: number, b: number) =>
      node.transposeY ? plus(`j * ${inner} + k`, b * inner + d) : plus(`k * ${columns} + j`, d * columns + b);
    const lefts = upTo(this.#tile.rows);
    const rights = upTo(this.#tile.columns);
    const term = (d: number) => {
      for (const a of lefts) writer.line(`let left${a}_${d} = ${writer.entry(X, x(a, d))};`);
      for (const b of rights) writer.line(`let right${b}_${d} = ${writer.entry(Y, y(d, b))};`);
      this.#each((name, _, __, a, b) => {
        writer.line(`x${id}${name} = x${id}${name} + left${a}_${d} * right${b}_${d};`);
      });
    };
    const unrolled = inner % UNROLLED === 0 ? UNROLLED : 1;
    this.#each((name) => writer.line(`var x${id}${name} = 0.0;`));
    writer.repeat("k", inner, () => upTo(unrolled).forEach(term), unrolled);
  }
}
