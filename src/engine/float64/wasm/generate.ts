/**
 * Turns the graph of one step into a WebAssembly module: `run(lane, k)` takes k steps of the lane that starts at the address
 * `lane`, writes a row of metrics for each and leaves trained matrices and step in the lane's memory.
 * Scalars live in locals, matrices in memory; a matrix gives its space back after its last use.
 */
import type { Node, NodeId, Source, StepGraph } from "../../trace/graph";
import { Code, type Local } from "./code";
import { encodeModule } from "./encoder";
import { type LaneLayout, LaneMemory, ROWS_PER_CALL } from "./layout";
import { DOUBLE } from "./pairs";
import { applyElementFunction, mathImports } from "./postfix";
import { type Product, productFunction } from "./products";
import { type Instruction, isScalar, reads, schedule } from "./schedule";
import { type Values, writeSweep } from "./sweep";

export interface GeneratedModule {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly layout: LaneLayout;
}

export function generateModule(graph: StepGraph): GeneratedModule {
  const step = new StepWriter(graph);
  const layout = step.write();
  const functions = [...step.products, step.code];
  const stepIndex = mathImports.length + functions.length - 1;
  functions.push(runFunction(stepIndex, layout.rows));
  return { bytes: encodeModule({ imports: mathImports, functions, exports: { run: stepIndex + 1 } }), layout };
}

/** run(lane, k). The step is a function of its own, so that the browser can replace it by optimized code during a long run. */
function runFunction(stepIndex: number, rows: number): Code {
  const code = new Code({ parameters: ["i32", "i32"], results: [] });
  const [lane, left] = [0, 1];
  const out = code.local("i32");
  code.get(lane).i32(rows).op("i32.add").set(out);
  return code.repeat(() => {
    code.get(lane).get(out).call(stepIndex);
    code.advance(out, DOUBLE);
    code.get(left).i32(1).op("i32.sub").tee(left);
  });
}

const LANE: Local = 0;
const OUT: Local = 1;

class StepWriter implements Values {
  readonly code = new Code({ parameters: ["i32", "i32"], results: [] });
  readonly lane = LANE;
  readonly products: Code[] = [];
  readonly #productIndex = new Map<string, number>();
  readonly #memory = new LaneMemory();
  readonly #scalars = new Map<NodeId, Local>();
  readonly #places = new Map<NodeId, number>();
  /** matrices whose place is given back after their last use */
  readonly #owned = new Set<NodeId>();
  readonly #readers = new Map<NodeId, NodeId[]>();
  readonly #inputs: { source: Source; offset: number }[] = [];
  readonly #theta: LaneLayout["theta"];
  readonly #thetaInputs = new Map<number, NodeId>();
  readonly #previousStep = this.#memory.take(1);

  constructor(readonly graph: StepGraph) {
    this.#theta = graph.theta.map((id) => {
      const { rows, columns } = this.node(id);
      return { rows, columns, offset: this.#memory.take(rows * columns) };
    });
    this.#collectReaders(graph.body);
  }

  write(): LaneLayout {
    const { code, graph } = this;
    const rows = this.#memory.take(graph.row.length * ROWS_PER_CALL);
    this.#scope(graph.body, [...graph.theta]);
    graph.row.forEach((id, column) => {
      code
        .get(OUT)
        .get(this.scalar(id))
        .access("f64.store", column * ROWS_PER_CALL * DOUBLE);
    });
    code.get(LANE).get(this.scalar(graph.step)).access("f64.store", this.#previousStep);
    for (const [index, id] of graph.theta.entries()) this.#keepTheta(id, this.#theta[index]!.offset);
    const state = { theta: this.#theta, previousStep: this.#previousStep };
    return { ...state, inputs: this.#inputs, rows, columns: graph.row.length, bytes: this.#memory.bytes };
  }

  node(id: NodeId): Node {
    return this.graph.nodes[id]!;
  }

  /** The node whose value this is: a reshaped matrix has the same entries in the same places. */
  #origin(id: NodeId): NodeId {
    const node = this.node(id);
    const same = node.kind === "reshape" || (node.kind === "reduce" && isScalar(this.node(node.operands[0]!)));
    return same ? this.#origin(node.operands[0]!) : id;
  }

  scalar(id: NodeId): Local {
    const origin = this.#origin(id);
    const local = this.#scalars.get(origin) ?? this.code.local("f64");
    this.#scalars.set(origin, local);
    return local;
  }

  placeOf(id: NodeId): number | undefined {
    return this.#places.get(this.#origin(id));
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

  #scope(body: readonly NodeId[], outputs: readonly NodeId[]): void {
    const instructions = schedule(this.graph, body);
    const own = new Set(body.map((id) => this.#origin(id)));
    const lastUse = new Map<NodeId, number>();
    instructions.forEach((instruction, at) => {
      for (const id of readBy(this.graph, instruction)) lastUse.set(this.#origin(id), at);
    });
    for (const id of outputs) lastUse.set(this.#origin(id), Number.POSITIVE_INFINITY);
    instructions.forEach((instruction, at) => {
      const dying = [...lastUse].filter(([id, last]) => last === at && own.has(id)).map(([id]) => id);
      if (instruction.kind === "single") this.#single(this.node(instruction.id));
      else this.#sweep(instruction, dying);
      for (const id of dying) this.#release(id);
    });
  }

  #single(node: Node): void {
    const { code } = this;
    switch (node.kind) {
      case "input":
        this.#input(node, node.source);
        return;
      case "constant":
        code.f64(node.value).set(this.scalar(node.id));
        return;
      case "elementwise":
        applyElementFunction(
          code,
          node.fn,
          "f64",
          node.operands.map((id) => this.scalar(id)),
        );
        code.set(this.scalar(node.id));
        return;
      case "product":
        this.#product(node);
        return;
      case "repeatUntil":
        this.#loop(node);
        return;
      case "trial":
      case "reshape":
      case "reduce":
        return;
      default:
        node satisfies never;
    }
  }

  #input(node: Node, source: Source): void {
    const offset =
      source.of === "theta"
        ? this.#theta[source.index]!.offset
        : source.of === "previousStep"
          ? this.#previousStep
          : this.#memory.take(node.rows * node.columns);
    this.#inputs.push({ source, offset });
    if (source.of === "theta") this.#thetaInputs.set(source.index, node.id);
    if (isScalar(node)) this.code.get(LANE).access("f64.load", offset).set(this.scalar(node.id));
    else this.#places.set(node.id, offset);
  }

  /** Matrices of the sweep's own shape that it reads last give their places to those that it writes, entry by entry. */
  #sweep(sweep: Instruction & { kind: "sweep" }, dying: readonly NodeId[]): void {
    const entries = sweep.rows * sweep.columns;
    for (const id of dying) if (entriesOf(this.node(id)) === entries) this.#release(id);
    const inside = new Set(sweep.ids);
    for (const id of sweep.ids) {
      const node = this.node(id);
      const outputOf = this.graph.theta.indexOf(id);
      const isRead = this.#readers.get(id)?.some((reader) => !inside.has(reader)) || outputOf >= 0;
      if (isScalar(node) || !isRead) continue;
      const replaced = outputOf >= 0 ? this.#thetaInputs.get(outputOf) : undefined;
      if (replaced !== undefined && dying.includes(replaced)) this.#places.set(id, this.#theta[outputOf]!.offset);
      else this.#keep(id, this.#memory.take(entriesOf(node)));
    }
    writeSweep(this.code, this, sweep, sweep.ids);
  }

  #keep(id: NodeId, place: number): void {
    this.#places.set(id, place);
    this.#owned.add(id);
  }

  #release(id: NodeId): void {
    if (this.#owned.delete(id)) this.#memory.give(this.#places.get(id)!, entriesOf(this.node(id)));
  }

  #product(node: Node & Product): void {
    const { code } = this;
    if (isScalar(node) && node.inner === 1) {
      for (const operand of node.operands) code.get(this.scalar(operand));
      code.op("f64.mul").set(this.scalar(node.id));
      return;
    }
    const place = this.#memory.take(entriesOf(node));
    const factors = node.operands.map((id) => this.placeOf(id) ?? this.#spilled(id));
    for (const offset of [...factors, place]) code.get(LANE).i32(offset).op("i32.add");
    code.call(this.#productFunction(node));
    if (isScalar(node)) {
      code.get(LANE).access("f64.load", place).set(this.scalar(node.id));
      this.#memory.give(place, 1);
    } else {
      this.#keep(node.id, place);
    }
  }

  /** A scalar as a matrix in memory. */
  #spilled(id: NodeId): number {
    const place = this.#memory.take(1);
    this.code.get(LANE).get(this.scalar(id)).access("f64.store", place);
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
    const trial = this.scalar(loop.trial);
    const left = code.local("i32");
    code.get(this.scalar(loop.operands[0]!)).set(trial).i32(loop.limit).set(left);
    code.block(() => {
      code.repeat(() => {
        this.#scope(loop.body, []);
        code.get(this.scalar(loop.done)).f64(0).op("f64.ne").leaveIf(1);
        code.get(this.scalar(loop.next)).set(trial);
        code.get(left).i32(1).op("i32.sub").tee(left);
      });
    });
    code.get(trial).set(this.scalar(loop.id));
  }

  #keepTheta(id: NodeId, offset: number): void {
    const { code } = this;
    const node = this.node(id);
    if (isScalar(node)) {
      code.get(LANE).get(this.scalar(id)).access("f64.store", offset);
      return;
    }
    const place = this.placeOf(id)!;
    if (place === offset) return;
    for (const address of [offset, place]) code.get(LANE).i32(address).op("i32.add");
    code.copy(entriesOf(node) * DOUBLE);
  }
}

const entriesOf = ({ rows, columns }: { readonly rows: number; readonly columns: number }): number => rows * columns;

function readBy(graph: StepGraph, instruction: Instruction): readonly NodeId[] {
  const ids = instruction.kind === "single" ? [instruction.id] : instruction.ids;
  return ids.flatMap((id) => reads(graph, graph.nodes[id]!));
}
