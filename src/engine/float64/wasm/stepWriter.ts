/**
 * Writes the function step(lane, row): walks the step graph in the order of its schedule and emits code for each node.
 * Inputs and state are read where they lie; trained matrices are replaced in place where nothing reads the old ones later.
 */
import type { Node, NodeId, Source, StepGraph } from "../../trace/graph";
import { linkFlag, linkNodes } from "../../trace/linkNodes";
import { type Instruction, isScalar, reads, schedule } from "../../trace/schedule";
import { Code, type Local } from "./code";
import { entriesOf, type LaneLayout } from "./layout";
import { LinkMemory } from "./linkMemory";
import { DOUBLE } from "./pairs";
import { applyElementFunction, mathImports } from "./postfix";
import { type Product, productFunction } from "./products";
import { Storage } from "./storage";
import { LANE, writeSweep } from "./sweep";

/** address of the present row's entry in the first column */
const ROW: Local = 1;
/** of a formula over columns: how many of their entries count */
const COUNT: Local = 2;

export class StepWriter {
  readonly code: Code;
  /** functions that the step calls, with the indices that follow the imports */
  readonly products: Code[] = [];
  readonly #productIndex = new Map<string, number>();
  readonly #storage: Storage;
  readonly #inputs: LaneLayout["inputs"][number][] = [];
  readonly #matrices = new Map<string, number>();
  readonly #thetaInputs = new Map<number, NodeId>();
  readonly #theta: LaneLayout["theta"];
  readonly #previousStep: number;
  readonly #links: LinkMemory;
  readonly #linkFlag: NodeId | null;
  readonly #linkNodes: ReadonlySet<NodeId>;

  /** `length`: that of columns (1×length) whose first entries alone may be asked for; the step then has a third parameter. */
  constructor(
    readonly graph: StepGraph,
    readonly rowsPerCall: number,
    readonly length: number | null,
  ) {
    this.code = new Code({ parameters: length === null ? ["i32", "i32"] : ["i32", "i32", "i32"], results: [] });
    this.#storage = new Storage(graph, this.code);
    const { memory } = this.#storage;
    this.#previousStep = memory.reserve(1);
    this.#theta = graph.theta.map((id) => {
      const { rows, columns } = this.#storage.node(id);
      return { rows, columns, offset: memory.reserve(rows * columns) };
    });
    this.#links = new LinkMemory(graph, memory);
    this.#linkFlag = linkFlag(graph);
    this.#linkNodes = linkNodes(graph);
  }

  write(): LaneLayout {
    const { graph } = this;
    const { memory } = this.#storage;
    const rows = memory.reserve((graph.row.length + Number(this.#links.isUsed)) * this.rowsPerCall);
    const links = this.#links.layout(rows + this.#isLink);
    this.#scope(graph.body, graph.theta);
    for (const [column, id] of graph.row.entries()) this.#storeScalar(ROW, id, column * this.rowsPerCall * DOUBLE);
    this.#storeScalar(LANE, graph.step, this.#previousStep);
    for (const [index, id] of graph.theta.entries()) this.#keepTheta(id, this.#theta[index]!.offset);
    const state = { theta: this.#theta, previousStep: this.#previousStep };
    return { ...state, inputs: this.#inputs, rows, columns: graph.row.length, links, bytes: memory.bytes };
  }

  /** Of the present row, whether a link follows: offset from the row's first entry. */
  get #isLink(): number {
    return this.graph.row.length * this.rowsPerCall * DOUBLE;
  }

  /** `outputs` are read after the scope. */
  #scope(body: readonly NodeId[], outputs: readonly NodeId[]): void {
    const storage = this.#storage;
    const instructions = schedule(this.graph, body);
    const own = new Set(body.map((id) => storage.origin(id)));
    const lastUse = new Map<NodeId, number>();
    for (const [at, instruction] of instructions.entries()) {
      for (const id of readBy(this.graph, instruction)) lastUse.set(storage.origin(id), at);
    }
    for (const id of outputs) lastUse.delete(storage.origin(id));
    for (const [at, instruction] of instructions.entries()) {
      const dying = [...lastUse].filter(([id, last]) => last === at && own.has(id)).map(([id]) => id);
      if (instruction.kind === "single") this.#single(storage.node(instruction.id));
      else this.#sweep(instruction, dying);
      for (const id of dying) storage.release(id);
    }
  }

  #single(node: Node): void {
    const { code } = this;
    const scalar = (id: NodeId) => this.#storage.scalar(id);
    switch (node.kind) {
      case "input":
        this.#input(node, node.source);
        return;
      case "constant":
        code.f64(node.value).set(scalar(node.id));
        return;
      case "elementwise":
        applyElementFunction(code, node.fn, "f64", node.operands.map(scalar));
        code.set(scalar(node.id));
        return;
      case "product":
        this.#product(node);
        return;
      case "repeatUntil":
        this.#loop(node);
        return;
      // Their values are those of other nodes.
      case "trial":
      case "reshape":
      case "reduce":
        return;
      default:
        node satisfies never;
    }
  }

  #input(node: Node, source: Source): void {
    if (source.of === "isLink") {
      this.code.get(ROW).access("f64.load", this.#isLink).set(this.#storage.scalar(node.id));
      return;
    }
    const offset = this.#offsetOf(node, source);
    if (source.of !== "drawn") this.#inputs.push({ source, offset, entries: entriesOf(node) });
    if (source.of === "theta") this.#thetaInputs.set(source.index, node.id);
    if (isScalar(node)) this.#loadScalar(node.id, offset);
    else this.#storage.settle(node.id, offset);
  }

  #offsetOf(node: Node, source: Source): number {
    if (source.of === "theta") return this.#theta[source.index]!.offset;
    if (source.of === "previousStep") return this.#previousStep;
    if (source.of === "drawn") return this.#links.place(source.index);
    if (source.of === "matrix") return this.#columnOf(source.name, entriesOf(node)) + (source.skip ?? 0) * DOUBLE;
    return this.#storage.memory.reserve(entriesOf(node));
  }

  /** The place of a matrix that several leaves may read, each from another entry on. */
  #columnOf(name: string, entries: number): number {
    const skipped = this.graph.nodes.map((node) =>
      node.kind === "input" && node.source.of === "matrix" && node.source.name === name ? (node.source.skip ?? 0) : 0,
    );
    const known = this.#matrices.get(name) ?? this.#storage.memory.reserve(entries + Math.max(...skipped));
    this.#matrices.set(name, known);
    return known;
  }

  /** Matrices that a sweep reads last give their places to those that it writes: it reads an entry, or row, before it writes it. */
  #sweep(sweep: Instruction & { kind: "sweep" }, dying: readonly NodeId[]): void {
    const storage = this.#storage;
    for (const id of dying) storage.release(id);
    const inside = new Set(sweep.ids);
    for (const id of sweep.ids) {
      if (isScalar(storage.node(id))) continue;
      const index = this.graph.theta.indexOf(id);
      const replaced = this.#thetaInputs.get(index);
      const isFree = index >= 0 && (replaced === undefined || dying.includes(replaced));
      if (isFree) storage.settle(id, this.#theta[index]!.offset);
      else if (index >= 0 || storage.isReadOutside(id, inside)) storage.keep(id);
    }
    const isCounted = sweep.rows === 1 && sweep.columns === this.length;
    writeSweep(this.code, storage, sweep, sweep.ids, isCounted ? COUNT : null);
  }

  #product(node: Node & Product): void {
    const { code } = this;
    const storage = this.#storage;
    if (isScalar(node) && node.inner === 1) {
      for (const operand of node.operands) code.get(storage.scalar(operand));
      code.op("f64.mul").set(storage.scalar(node.id));
      return;
    }
    const factors = node.operands.map((id) => storage.placeOf(id) ?? this.#spilled(id));
    const place = storage.keep(node.id);
    this.#unlessUnread(node.id, () => {
      for (const offset of [...factors, place]) this.#address(offset);
      code.call(this.#productFunction(node));
    });
    if (isScalar(node)) this.#loadScalar(node.id, place);
  }

  /** Leaves out what only a link would read, where none follows. */
  #unlessUnread(id: NodeId, write: () => void): void {
    if (this.#linkFlag === null || !this.#linkNodes.has(id)) {
      write();
      return;
    }
    this.code.block(() => {
      this.code.get(this.#storage.scalar(this.#linkFlag!)).f64(0).op("f64.eq").leaveIf(0);
      write();
    });
  }

  /** A scalar as a matrix in memory. */
  #spilled(id: NodeId): number {
    const place = this.#storage.memory.reserve(1);
    this.#storeScalar(LANE, id, place);
    return place;
  }

  #productFunction({ rows, columns, inner, transposeX, transposeY }: Product): number {
    const key = [rows, columns, inner, transposeX, transposeY].join(" ");
    const known = this.#productIndex.get(key);
    if (known !== undefined) return known;
    const index = mathImports.length + this.products.length;
    this.products.push(productFunction({ rows, columns, inner, transposeX, transposeY }));
    this.#productIndex.set(key, index);
    return index;
  }

  #loop(loop: Node & { readonly kind: "repeatUntil" }): void {
    const { code } = this;
    const scalar = (id: NodeId) => this.#storage.scalar(id);
    const trial = scalar(loop.trial);
    const left = code.local("i32");
    code.get(scalar(loop.operands[0]!)).set(trial).i32(loop.limit).set(left);
    code.block(() => {
      code.repeat(() => {
        this.#scope(loop.body, []);
        code.get(scalar(loop.done)).f64(0).op("f64.ne").leaveIf(1);
        code.get(scalar(loop.next)).set(trial);
        code.get(left).i32(1).op("i32.sub").tee(left);
      });
    });
    code.get(trial).set(scalar(loop.id));
  }

  /** Leaves a trained matrix in the lane's state, unless it was computed there. */
  #keepTheta(id: NodeId, offset: number): void {
    const node = this.#storage.node(id);
    const place = this.#storage.placeOf(id);
    if (isScalar(node)) this.#storeScalar(LANE, id, offset);
    else if (place !== undefined && place !== offset) {
      this.#address(offset);
      this.#address(place);
      this.code.copy(entriesOf(node) * DOUBLE);
    }
  }

  #address(offset: number): void {
    this.code.get(LANE).i32(offset).op("i32.add");
  }

  #loadScalar(id: NodeId, offset: number): void {
    this.code.get(LANE).access("f64.load", offset).set(this.#storage.scalar(id));
  }

  #storeScalar(base: Local, id: NodeId, offset: number): void {
    this.code.get(base).get(this.#storage.scalar(id)).access("f64.store", offset);
  }
}

function readBy(graph: StepGraph, instruction: Instruction): readonly NodeId[] {
  const ids = instruction.kind === "single" ? [instruction.id] : instruction.ids;
  return ids.flatMap((id) => reads(graph, graph.nodes[id]!));
}
