/**
 * What a generated step does in which order, and where its matrices are: in the workgroup's memory where they fit, smallest first,
 * and beyond that in a part of the output buffer. Instructions are numbered as they are written down; what a loop reads from
 * outside lives until the loop ends. Scalars are variables of the shader and inputs lie in buffers: neither has a place.
 */
import type { NodeId, StepGraph } from "../../trace/graph";
import { type Instruction, isScalar, schedule } from "../../trace/schedule";
import { type Lifetime, placeValues } from "./placement";

export const spaces = ["workgroup", "scratch"] as const;
export type Space = (typeof spaces)[number];

export interface Place {
  readonly space: Space;
  readonly offset: number;
  readonly entries: number;
}

/** A step's instructions; `combine` brings the threads' parts of reductions together. */
export type Planned = Instruction | { readonly kind: "combine"; readonly ids: readonly NodeId[] };

export interface Plan {
  readonly graph: StepGraph;
  /** trained matrices, which live from step to step; null for scalars */
  readonly theta: readonly (Place | null)[];
  /** partial results of reductions */
  readonly partials: Place;
  /** matrices of this step that some later instruction reads; an old θ has the place of `theta` */
  readonly places: ReadonlyMap<NodeId, Place>;
  /** entries of each space that a lane needs */
  readonly size: Readonly<Record<Space, number>>;
  /** instructions of a scope in order */
  scope(body: readonly NodeId[]): readonly Planned[];
  /** the node whose value this is: a reshaped matrix has the same entries in the same places */
  origin(id: NodeId): NodeId;
}

/** Reductions share their partial results among threads in groups of this size, level after level. */
export const REDUCTION_RADIX = 8;

/** Partial results of one reduction: those of all threads, then those of each level. */
export function partialLevels(workgroup: number): readonly number[] {
  const levels = [workgroup];
  while (levels.at(-1)! > REDUCTION_RADIX) levels.push(levels.at(-1)! / REDUCTION_RADIX);
  return levels;
}

interface Value extends Lifetime {
  readonly ids: readonly NodeId[];
}

const ALWAYS = { from: Number.NEGATIVE_INFINITY, to: Number.POSITIVE_INFINITY };

/** `capacity`: entries of workgroup memory. */
export function planStep(graph: StepGraph, workgroup: number, capacity: number): Plan {
  const walk = new Walk(graph);
  walk.scope(graph.body, []);
  const entriesOf = (id: NodeId) => graph.nodes[id]!.rows * graph.nodes[id]!.columns;
  const reductions = Math.max(0, ...walk.instructions.map((each) => (each.kind === "combine" ? each.ids.length : 0)));
  const partials: Value = {
    ids: [],
    entries: reductions * partialLevels(workgroup).reduce((a, b) => a + b),
    ...ALWAYS,
  };
  const theta = graph.theta.map((id, index): Value | null => {
    if (isScalar(graph.nodes[id]!)) return null;
    const old = graph.body.find((input) => isTheta(graph, input, index));
    const successor = old === undefined ? null : walk.successor(old, id);
    const ids = [old, successor].filter((each) => each !== undefined && each !== null);
    return { ids, entries: entriesOf(id), ...ALWAYS };
  });
  const lasting = [partials, ...theta.filter((each) => each !== null)];
  const settled = new Set(lasting.flatMap(({ ids }) => ids));
  const passing = [...walk.written].filter((id) => !settled.has(id)).map((id) => walk.value(id, entriesOf(id)));
  const ordered = passing.toSorted((a, b) => a.entries - b.entries || a.from - b.from);
  const replaces = (fresh: Value, old: Value) =>
    fresh.ids.every((id) => old.ids.every((other) => walk.replaces(id, other)));
  const near = placeValues([...lasting, ...ordered], capacity, replaces);
  const beyond = [...near].flatMap(([value, offset]) => (offset === null ? value : []));
  const far = placeValues(beyond, Number.POSITIVE_INFINITY, replaces);
  const placeOf = (value: Value): Place => {
    const offset = near.get(value) ?? null;
    return offset !== null
      ? { space: "workgroup", offset, entries: value.entries }
      : { space: "scratch", offset: far.get(value)!, entries: value.entries };
  };
  const all = [...lasting, ...ordered];
  const used = (space: Space) =>
    Math.max(0, ...all.map(placeOf).map((place) => (place.space === space ? place.offset + place.entries : 0)));
  return {
    graph,
    theta: theta.map((value) => value && placeOf(value)),
    partials: placeOf(partials),
    places: new Map(all.flatMap((value) => value.ids.map((id) => [id, placeOf(value)]))),
    size: { workgroup: used("workgroup"), scratch: used("scratch") },
    scope: (body) => walk.scopes.get(body)!,
    origin: (id) => walk.origin(id),
  };
}

export function isTheta(graph: StepGraph, id: NodeId, index: number): boolean {
  const node = graph.nodes[id]!;
  return node.kind === "input" && node.source.of === "theta" && node.source.index === index;
}

/** The reductions of a sweep that all threads share in, each to one number. */
export function wholeReductions(graph: StepGraph, instruction: Instruction): readonly NodeId[] {
  if (instruction.kind === "single") return [];
  return instruction.ids.filter((id) => graph.nodes[id]!.kind === "reduce" && isScalar(graph.nodes[id]!));
}

/** what waits for the end of a loop around an instruction; loops are listed outermost first */
type Loop = ((end: number) => void)[];

/** One pass over all instructions: when each value is written and read. */
class Walk {
  readonly instructions: Planned[] = [];
  readonly scopes = new Map<readonly NodeId[], readonly Planned[]>();
  /** matrices that sweeps leave in memory */
  readonly written = new Set<NodeId>();
  readonly #from = new Map<NodeId, number>();
  readonly #to = new Map<NodeId, number>();
  /** loops around the instruction that writes a value */
  readonly #depth = new Map<NodeId, number>();
  readonly #readers = new Map<NodeId, Set<NodeId>>();

  constructor(readonly graph: StepGraph) {
    this.#collectReaders(graph.body);
  }

  origin(id: NodeId): NodeId {
    const node = this.graph.nodes[id]!;
    const operand = this.graph.nodes[node.operands[0] ?? id]!;
    const same = node.kind === "reshape" || (node.kind === "reduce" && isScalar(operand));
    return same ? this.origin(operand.id) : id;
  }

  scope(body: readonly NodeId[], loops: readonly Loop[]): void {
    const instructions = this.#postponed(schedule(this.graph, body, "swept"));
    this.scopes.set(body, instructions);
    for (const instruction of instructions) this.#visit(instruction, loops);
  }

  /** Combining makes all threads wait: reductions wait for each other until one is needed, and what reads them waits with them. */
  #postponed(instructions: readonly Instruction[]): readonly Planned[] {
    const order: Planned[] = [];
    const unknown = new Set<NodeId>();
    let reductions: NodeId[] = [];
    let waiting: Instruction[] = [];
    const combine = () => {
      if (reductions.length > 0) order.push({ kind: "combine", ids: reductions });
      order.push(...waiting);
      [reductions, waiting] = [[], []];
      unknown.clear();
    };
    for (const instruction of instructions) {
      const ids = instruction.kind === "single" ? [instruction.id] : instruction.ids;
      const nodes = ids.map((id) => this.graph.nodes[id]!);
      const isLoop = nodes.some(({ kind }) => kind === "repeatUntil");
      const needs = nodes.some(({ operands }) => operands.some((id) => unknown.has(id)));
      if (needs && instruction.kind === "single" && !isLoop) {
        waiting.push(instruction);
        unknown.add(instruction.id);
        continue;
      }
      if (needs || isLoop) combine();
      order.push(instruction);
      for (const id of wholeReductions(this.graph, instruction)) {
        reductions.push(id);
        unknown.add(id);
      }
    }
    combine();
    return order;
  }

  #visit(instruction: Planned, loops: readonly Loop[]): void {
    const at = this.instructions.push(instruction) - 1;
    const depth = loops.length;
    if (instruction.kind === "combine") return;
    const ids = instruction.kind === "single" ? [instruction.id] : instruction.ids;
    for (const id of ids) {
      this.#from.set(id, at);
      this.#depth.set(id, depth);
    }
    const inside = new Set(ids);
    for (const id of ids) {
      const node = this.graph.nodes[id]!;
      if (node.kind !== "repeatUntil") for (const operand of node.operands) this.#read(this.origin(operand), at, loops);
      const leaves = [...(this.#readers.get(id) ?? [])].some((reader) => !inside.has(reader));
      const isMatrix = instruction.kind === "sweep" && !isScalar(node);
      if (isMatrix && (leaves || this.graph.theta.includes(id))) this.written.add(id);
      if (node.kind === "repeatUntil") {
        const ended: Loop = [];
        this.scope(node.body, [...loops, ended]);
        const end = this.instructions.push(instruction) - 1;
        for (const tell of ended) tell(end);
      }
    }
  }

  #read(id: NodeId, at: number, loops: readonly Loop[]): void {
    const until = (end: number) => this.#to.set(id, Math.max(this.#to.get(id) ?? 0, end));
    until(at);
    loops[this.#depth.get(id) ?? 0]?.push(until);
  }

  value(id: NodeId, entries: number): Value {
    const from = this.#from.get(id)!;
    const to = this.graph.theta.includes(id) ? Number.POSITIVE_INFINITY : (this.#to.get(id) ?? from);
    return { ids: [id], entries, from, to };
  }

  /** The new value of a trained matrix if it can be written over the old one. */
  successor(old: NodeId, id: NodeId): NodeId | null {
    if (!this.written.has(id) || this.#to.get(old) !== this.#from.get(id)) return null;
    return this.replaces(id, old) ? id : null;
  }

  /** Whether the sweep that writes `id` reads of `old` only the entry that it is about to write. */
  replaces(id: NodeId, old: NodeId): boolean {
    const { graph } = this;
    const sweep = this.instructions[this.#from.get(id)!]!;
    if (sweep.kind !== "sweep") return false;
    const { rows, columns } = sweep;
    const shape = graph.nodes[id]!;
    if (shape.rows !== rows || shape.columns !== columns) return false;
    return sweep.ids.every((member) => {
      const node = graph.nodes[member]!;
      const read = node.operands.filter((operand) => this.origin(operand) === old);
      const whole = read.every((operand) => {
        const X = graph.nodes[operand]!;
        return X.rows === rows && X.columns === columns;
      });
      return read.length === 0 || (node.kind !== "product" && whole);
    });
  }

  #collectReaders(body: readonly NodeId[]): void {
    for (const id of body) {
      const node = this.graph.nodes[id]!;
      for (const operand of node.operands) {
        const readers = this.#readers.get(operand) ?? new Set();
        this.#readers.set(operand, readers.add(id));
      }
      if (node.kind === "repeatUntil") this.#collectReaders(node.body);
    }
  }
}
