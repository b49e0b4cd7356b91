/**
 * Writes a planned step as WGSL: one workgroup a lane runs `uniforms.steps` steps. Threads share the entries of a sweep; sums go
 * thread by thread and then up a tree, always in the same order. Every thread computes every scalar, from the same values.
 *
 * A barrier stands between two instructions where one touches memory that the other writes. Control flow depends only on
 * uniforms and on what workgroupUniformLoad returns, so that all threads meet at every barrier.
 */
import { type ElementFunction, shaderCode, shaderName } from "../../elementFunctions";
import type { Node, NodeId, Source } from "../../trace/graph";
import { isScalar } from "../../trace/schedule";
import { Hazards } from "./hazards";
import { BufferInputs } from "./inputs";
import { isTheta, type Place, type Plan, type Planned, type Space } from "./plan";
import { writeCombine } from "./reductions";
import { writeSweep } from "./sweep";
import { at, literal, type ProgramText } from "./syntax";

export interface StepShader {
  readonly code: string;
  /** declarations of the uniforms beside `steps` */
  readonly uniforms: string;
  /** what it reads from buffers, see `BufferInputs` */
  readonly constants: readonly Source[];
  readonly drawn: number;
}

export function writeStep(plan: Plan, workgroup: number): StepShader {
  return new StepWriter(plan, workgroup).write();
}

class StepWriter implements ProgramText {
  readonly #lines: string[] = [];
  readonly #functions = new Set<ElementFunction>();
  readonly #inputs: BufferInputs;
  readonly #hazards = new Hazards();
  readonly #scratch: boolean;

  constructor(
    readonly plan: Plan,
    readonly workgroup: number,
  ) {
    this.#inputs = new BufferInputs(plan.graph);
    this.#scratch = plan.size.scratch > 0;
  }

  write(): StepShader {
    const { graph } = this.plan;
    this.#begin();
    this.line("for (var t = 0; t < uniforms.steps; t = t + 1) {");
    this.#scope(graph.body);
    this.#endStep();
    this.line("}");
    this.#end();
    const { uniforms, constants, drawn } = this.#inputs;
    return { code: this.#module(), uniforms, constants, drawn };
  }

  node(id: NodeId): Node {
    return this.plan.graph.nodes[id]!;
  }

  line(text: string): void {
    this.#lines.push(text);
  }

  scalar(id: NodeId): string {
    const node = this.node(this.plan.origin(id));
    return node.kind === "constant" ? literal(node.value) : `s${node.id}`;
  }

  place(id: NodeId): Place | undefined {
    return this.plan.places.get(this.plan.origin(id));
  }

  entry(id: NodeId, index: string): string {
    const origin = this.plan.origin(id);
    if (isScalar(this.node(origin))) return this.scalar(origin);
    const place = this.place(origin);
    if (place) return at(place, index);
    const input = this.#inputs.entry(origin, index);
    if (input === null) throw new Error(`node ${id} is in no memory`);
    return input;
  }

  apply(fn: ElementFunction, operands: readonly string[]): string {
    this.#functions.add(fn);
    return `${shaderName(fn)}(${operands.join(", ")})`;
  }

  touch(reads: readonly Place[], writes: readonly Place[]): void {
    for (const space of this.#hazards.conflicts(reads, writes)) this.#barrier(space);
    this.#hazards.note(reads, writes);
  }

  #barrier(space: Space): void {
    this.line(space === "workgroup" ? "workgroupBarrier();" : "storageBarrier();");
    this.#hazards.clear(space);
  }

  /** Before control goes back to where what was touched is not known. */
  #settle(): void {
    for (const space of this.#hazards.touched) this.#barrier(space);
  }

  shared(index: string, count: number, body: () => void): void {
    if (count > this.workgroup) {
      this.#loopFrom("thread", index, count, this.workgroup, body);
      return;
    }
    this.line(count < this.workgroup ? `if (thread < ${count}) {` : "{");
    this.line(`let ${index} = thread;`);
    body();
    this.line("}");
  }

  repeat(index: string, count: number, body: () => void, by = 1): void {
    this.#loopFrom("0", index, count, by, body);
  }

  /** Tested at its end: a software adapter goes once more through a loop that is tested at its beginning, with no thread active. */
  #loopFrom(first: string, index: string, end: number, by: number, body: () => void): void {
    this.line(`{ var ${index} = ${first};`);
    this.line("loop {");
    body();
    this.line(`continuing { ${index} = ${index} + ${by}; break if ${index} >= ${end}; }`);
    this.line("} }");
  }

  #begin(): void {
    const { graph } = this.plan;
    const width = graph.row.length;
    this.line("let thread = i32(localIndex);");
    this.line("let lane = i32(workgroupId.x);");
    this.line(`let rows = lane * (uniforms.steps * ${width} + ${this.#stateSize});`);
    this.line(`let ended = rows + uniforms.steps * ${width};`);
    if (this.#scratch) {
      const lanes = "i32(numWorkgroups.x)";
      this.line(
        `let scratch = ${lanes} * (uniforms.steps * ${width} + ${this.#stateSize}) + lane * ${this.plan.size.scratch};`,
      );
    }
    for (const line of this.#inputs.begin()) this.line(line);
    this.line(`let state = lane * ${this.#stateSize};`);
    this.#overState((index, offset, place, entries) => {
      if (!place) {
        this.line(`var theta${index} = State[state + ${offset}];`);
        return;
      }
      this.touch([], [place]);
      this.shared("e", entries, () => this.line(`${at(place, "e")} = State[state + ${offset} + e];`));
    });
    this.line(`var previousStep = State[state + ${this.#stateSize - 1}];`);
    this.#settle();
  }

  get #stateSize(): number {
    const { graph } = this.plan;
    return graph.theta.reduce((sum, id) => sum + this.node(id).rows * this.node(id).columns, 1);
  }

  #overState(visit: (index: number, offset: number, place: Place | null, entries: number) => void): void {
    let offset = 0;
    for (const [index, place] of this.plan.theta.entries()) {
      const entries = place?.entries ?? 1;
      visit(index, offset, place, entries);
      offset += entries;
    }
  }

  #scope(body: readonly NodeId[]): void {
    for (const instruction of this.plan.scope(body)) this.#instruction(instruction);
  }

  #instruction(instruction: Planned): void {
    if (instruction.kind === "sweep") {
      writeSweep(this, instruction);
      return;
    }
    if (instruction.kind === "combine") {
      writeCombine(this, instruction.ids);
      return;
    }
    const node = this.node(instruction.id);
    switch (node.kind) {
      case "elementwise":
        this.line(
          `let s${node.id} = ${this.apply(
            node.fn,
            node.operands.map((id) => this.scalar(id)),
          )};`,
        );
        return;
      case "product":
        this.#scalarProduct(node);
        return;
      case "repeatUntil":
        this.#loop(node);
        return;
      case "input":
        this.#scalarInput(node);
        return;
      // Constants are written where they are read; the others' values are those of other nodes.
      case "constant":
      case "trial":
      case "reshape":
      case "reduce":
        return;
      default:
        node satisfies never;
    }
  }

  /** Those that change from step to step; matrices are read where they are. */
  #scalarInput(node: Node & { readonly kind: "input" }): void {
    const { source } = node;
    if (!isScalar(node)) return;
    const state = source.of === "theta" ? `theta${source.index}` : source.of === "previousStep" ? "previousStep" : null;
    const value = state ?? this.#inputs.scalar(node);
    if (value !== null) this.line(`let s${node.id} = ${value};`);
  }

  /** Every thread sums it by itself: ranks are small. */
  #scalarProduct(node: Node & { readonly kind: "product" }): void {
    const [X, Y] = node.operands as [NodeId, NodeId];
    const reads = node.operands.flatMap((id) => this.place(id) ?? []);
    this.touch(reads, []);
    this.line(`var s${node.id} = 0.0;`);
    const term = `${this.entry(X, "k")} * ${this.entry(Y, "k")}`;
    this.repeat("k", node.inner, () => this.line(`s${node.id} = s${node.id} + ${term};`));
  }

  #loop(loop: Node & { readonly kind: "repeatUntil" }): void {
    const { id, trial, limit } = loop;
    this.line(`var s${id} = ${this.scalar(loop.operands[0]!)};`);
    this.line(`for (var trial${id} = 0; trial${id} < ${limit}; trial${id} = trial${id} + 1) {`);
    this.line(`let s${trial} = s${id};`);
    this.#scope(loop.body);
    this.line(`if (thread == 0) { isDone = select(0u, 1u, ${this.scalar(loop.done)} != 0.0); }`);
    this.#settle();
    this.line("if (workgroupUniformLoad(&isDone) != 0u) { break; }");
    this.line(`s${id} = ${this.scalar(loop.next)};`);
    this.line("}");
  }

  #endStep(): void {
    const { graph, theta } = this.plan;
    const stores = graph.row.map((id, c) => `result[rows + t * ${graph.row.length} + ${c}] = ${this.scalar(id)};`);
    this.line(`if (thread == 0) { ${stores.join(" ")} }`);
    this.line(`previousStep = ${this.scalar(graph.step)};`);
    const scalars: string[] = [];
    for (const [index, id] of graph.theta.entries()) {
      const place = theta[index] ?? null;
      if (isTheta(graph, id, index)) continue;
      if (this.node(id).kind === "input") throw new Error("a trained matrix becomes another input");
      if (!place) {
        scalars.push(`theta${index} = ${this.scalar(id)};`);
        continue;
      }
      const from = this.place(id);
      if (from === place || (from && from.space === place.space && from.offset === place.offset)) continue;
      this.touch(from ? [from] : [], [place]);
      this.shared("e", place.entries, () => this.line(`${at(place, "e")} = ${this.entry(id, "e")};`));
    }
    for (const line of [...scalars, ...this.#inputs.endStep()]) this.line(line);
    this.#settle();
  }

  #end(): void {
    this.#overState((index, offset, place, entries) => {
      if (place) this.shared("e", entries, () => this.line(`result[ended + ${offset} + e] = ${at(place, "e")};`));
      else this.line(`if (thread == 0) { result[ended + ${offset}] = theta${index}; }`);
    });
    this.line(`if (thread == 0) { result[ended + ${this.#stateSize - 1}] = previousStep; }`);
  }

  #module(): string {
    const sources = [...this.#functions].flatMap((fn) => shaderCode(fn, "wgsl").split("\n"));
    return [
      ...new Set(sources),
      `var<workgroup> memory : array<f32, ${Math.max(1, this.plan.size.workgroup)}>;`,
      "var<workgroup> isDone : u32;",
      "fn main() {",
      ...this.#lines,
      "}",
    ].join("\n");
  }
}
