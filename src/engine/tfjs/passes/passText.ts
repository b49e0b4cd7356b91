/**
 * The shader of one pass, in GLSL: walks the graph from what the pass writes down to what is already written, and spells each
 * node at the indices at which it is read. Sums run in order of the index, so that a lane's result depends neither on the lanes
 * beside it nor on zeros appended to a matrix (padded ranks).
 */
import { type ElementFunction, shaderCode, shaderName } from "../../elementFunctions";
import type { Node, NodeId, StepGraph } from "../../trace/graph";
import { operandNames } from "../programs";
import type { Dimensions } from "../runtime";
import type { Pass } from "./partition";

/** Where a value is: in a tensor of these dimensions, a scalar in one of its columns. */
export interface Written {
  readonly tensor: number;
  readonly dimensions: Dimensions;
  readonly column: number | null;
}

export interface PassText {
  /** tensors that the shader reads, in the order of its samplers */
  readonly tensors: readonly number[];
  readonly functions: string;
  readonly statements: string;
  readonly entry: string;
}

/** `written`: where a node's value is; null if it is to be computed. Throws a RangeError if the pass reads more tensors than a shader may. */
export function passText(graph: StepGraph, pass: Pass, written: (id: NodeId) => Written | null): PassText {
  const writer = new PassWriter(graph, written);
  const entry = pass.kind === "matrix" ? writer.matrix(pass.id) : writer.scalars(pass.ids);
  if (writer.tensors.length > operandNames.length) {
    throw new RangeError(`a pass reads ${writer.tensors.length} tensors, and a shader at most ${operandNames.length}`);
  }
  const [first, ...others] = [...writer.functions];
  // The helpers that every function brings are defined once.
  const code = first
    ? [shaderCode(first, "glsl"), ...others.map((fn) => shaderCode(fn, "glsl").split("\n").at(-1)!)]
    : [];
  return { tensors: writer.tensors, functions: code.join("\n"), statements: writer.statements, entry };
}

/** Values known in a block of the shader, by node and indices. */
interface Block {
  readonly lines: string[];
  readonly known: Map<string, string>;
  readonly outer: Block | null;
}

class PassWriter {
  readonly tensors: number[] = [];
  readonly functions = new Set<ElementFunction>();
  private block: Block = { lines: [], known: new Map(), outer: null };
  private names = 0;

  constructor(
    private readonly graph: StepGraph,
    private readonly written: (id: NodeId) => Written | null,
  ) {}

  get statements(): string {
    return this.block.lines.join("\n");
  }

  matrix(id: NodeId): string {
    return this.compute(this.graph.nodes[id]!, "at.y", "at.z");
  }

  /** One scalar a column: a thread computes that of its own. */
  scalars(ids: readonly NodeId[]): string {
    const result = this.declare("0.0");
    for (const [column, id] of ids.entries()) {
      const node = this.graph.nodes[id]!;
      this.nest(`if (at.z == ${column})`, () => {
        const known = this.written(id) !== null || node.kind === "constant";
        this.line(`${result} = ${known ? this.entry(id, "0", "0") : this.compute(node, "0", "0")};`);
      });
    }
    return result;
  }

  /** The value of a node at row i and column j; scalars and columns repeat. */
  private entry(id: NodeId, i: string, j: string): string {
    const node = this.graph.nodes[id]!;
    const [row, column] = [node.rows === 1 ? "0" : i, node.columns === 1 ? "0" : j];
    const place = this.written(id);
    if (place) return this.read(place, row, column);
    if (node.kind === "constant") return literal(node.value);
    const key = `${id} ${row} ${column}`;
    const known = this.find(key);
    if (known) return known;
    const name = this.declare(this.compute(node, row, column));
    this.block.known.set(key, name);
    return name;
  }

  private compute(node: Node, i: string, j: string): string {
    switch (node.kind) {
      case "elementwise": {
        this.functions.add(node.fn);
        return `${shaderName(node.fn)}(${node.operands.map((id) => this.entry(id, i, j)).join(", ")})`;
      }
      case "product": {
        const [X, Y] = node.operands as [NodeId, NodeId];
        return this.total("0.0", node.inner, (total, k) => {
          const x = node.transposeX ? this.entry(X, k, i) : this.entry(X, i, k);
          const y = node.transposeY ? this.entry(Y, j, k) : this.entry(Y, k, j);
          this.line(`${total} = ${total} + ${x} * ${y};`);
        });
      }
      case "reduce":
        return this.reduction(node, i);
      case "reshape": {
        const [X] = node.operands as [NodeId];
        const { columns } = this.graph.nodes[X]!;
        const flat = this.declare(`(${i}) * ${node.columns} + (${j})`, "int");
        return this.entry(X, `${flat} / ${columns}`, `${flat} % ${columns}`);
      }
      default:
        throw new Error(`a pass does not compute a node of kind ${node.kind}`);
    }
  }

  private reduction(node: Node & { readonly kind: "reduce" }, i: string): string {
    const [X] = node.operands as [NodeId];
    const { rows, columns } = this.graph.nodes[X]!;
    const first = node.fn === "sum" ? "0.0" : this.entry(X, node.axis === "all" ? "0" : i, "0");
    const take = (total: string, row: string) => (_: string, k: string) => {
      const x = this.entry(X, row, k);
      this.line(`${total} = ${node.fn === "sum" ? `${total} + ${x}` : `max(${total}, ${x})`};`);
    };
    if (node.axis === "row" || rows === 1) {
      return this.total(first, columns, (total, k) => take(total, node.axis === "row" ? i : "0")(total, k));
    }
    // Row by row, as a matrix with appended columns of zeros is summed.
    return this.total(first, rows, (total, row) => {
      const k = this.name();
      this.nest(`for (int ${k} = 0; ${k} < ${columns}; ${k}++)`, () => take(total, row)(total, k));
    });
  }

  /** A variable that a loop over `count` indices changes. */
  private total(first: string, count: number, body: (total: string, index: string) => void): string {
    const total = this.declare(first);
    const k = this.name();
    this.nest(`for (int ${k} = 0; ${k} < ${count}; ${k}++)`, () => body(total, k));
    return total;
  }

  private nest(head: string, body: () => void): void {
    const outer = this.block;
    this.block = { lines: [], known: new Map(), outer };
    body();
    outer.lines.push(`${head} {`, ...this.block.lines, "}");
    this.block = outer;
  }

  private find(key: string): string | undefined {
    for (let block: Block | null = this.block; block; block = block.outer) {
      const known = block.known.get(key);
      if (known) return known;
    }
    return undefined;
  }

  private read({ tensor, dimensions: [lanes], column }: Written, i: string, j: string): string {
    if (!this.tensors.includes(tensor)) this.tensors.push(tensor);
    const sampler = operandNames[this.tensors.indexOf(tensor)];
    return `get${sampler}(${lanes === 1 ? "0" : "at.x"}, ${column === null ? i : "0"}, ${column ?? j})`;
  }

  private declare(value: string, type: "float" | "int" = "float"): string {
    const name = this.name();
    this.line(`${type} ${name} = ${value};`);
    return name;
  }

  private line(text: string): void {
    this.block.lines.push(text);
  }

  private name(): string {
    return `v${this.names++}`;
  }
}

function literal(value: number): string {
  const text = String(Math.fround(value));
  return /[.e]/.test(text) ? `(${text})` : `(${text}.0)`;
}
