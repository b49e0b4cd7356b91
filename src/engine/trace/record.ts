/**
 * Records a step: runs `descend` once on symbolic values and keeps the operations as a graph. Equal operations are recorded
 * once, operations on constants are folded, and an operation in a loop that does not read the loop's value moves out of it.
 * All three are exact: they change how often something is computed, never its operands.
 */
import type { Ops } from "../../lora/ops";
import { type BoundLane, descend, type LaneInputs, type LaneState, type StepProgram } from "../../lora/program";
import { elementFunctions } from "../elementFunctions";
import { drawnShapes } from "../links";
import { broadcastShape, opsOf, type Primitives, productShape, type Shape } from "../primitives";
import { dependencies, type Node, type NodeId, type Operation, type Source, type StepGraph } from "./graph";

/** A leaf of the graph; a scalar if no shape is given. */
type Leaf = (source: Source, shape?: Shape) => Node;

interface Outputs {
  readonly row: readonly Node[];
  readonly theta: readonly Node[];
  readonly step: Node;
}

/** The graph of what a formula computes from its leaves. */
export function record(formula: (o: Ops<Node, Node>, leaf: Leaf) => Outputs): StepGraph {
  const recorder = new Recorder();
  const leaf: Leaf = (source, { rows, columns } = SCALAR) =>
    recorder.node({ kind: "input", source }, { rows, columns }, []);
  return recorder.graph(formula(opsOf(recorder), leaf));
}

/**
 * Records one step of `program`, and the link that may follow it where draws do not look at G, on data and trained matrices of the
 * shapes given; their values are not read. `linking`: false for a step that no link follows.
 */
export function recordStep(program: StepProgram, inputs: LaneInputs, state: LaneState, linking = true): StepGraph {
  const drawn = linking ? drawnShapes(inputs, state) : [];
  return record((o, leaf) => {
    const lane = bindLane(leaf, inputs, state);
    if (drawn.length === 0) return descend(o, program, lane);
    const link = { isLink: leaf({ of: "isLink" }), drawn: drawn.map((X, index) => leaf({ of: "drawn", index }, X)) };
    return descend(o, program, { ...lane, link });
  });
}

const SCALAR: Shape = { rows: 1, columns: 1 };

/** A lane's inputs and state as leaves. */
export function bindLane(leaf: Leaf, inputs: LaneInputs, state: LaneState): BoundLane<Node, Node> {
  const data: Record<string, Node> = {};
  for (const [name, X] of Object.entries(inputs.matrices)) data[name] = leaf({ of: "matrix", name }, X);
  for (const name of Object.keys(inputs.scalars)) data[name] = leaf({ of: "scalar", name });
  return {
    W0: leaf({ of: "W0" }, inputs.W0),
    data,
    L: leaf({ of: "L" }),
    eta: leaf({ of: "eta" }),
    theta: state.theta.map((X, index) => leaf({ of: "theta", index }, X)),
    previousStep: leaf({ of: "previousStep" }),
  };
}

/** One nesting level: the outermost, or the body of a loop. */
interface Scope {
  readonly body: NodeId[];
  readonly recorded: Map<string, Node>;
}

class Recorder implements Primitives<Node> {
  private readonly nodes: Node[] = [];
  /** scope of each node by its depth */
  private readonly depth: number[] = [];
  private readonly scopes: Scope[] = [{ body: [], recorded: new Map() }];

  /** The node of this operation on these operands, in the outermost scope that knows them all. */
  node(operation: Operation, shape: Shape, operands: readonly NodeId[], depth = this.depthOf(operands)): Node {
    const scope = this.scopes[depth]!;
    const key = JSON.stringify([operation, shape.rows, shape.columns, operands]);
    const known = scope.recorded.get(key);
    if (known) return known;
    const node: Node = { ...operation, rows: shape.rows, columns: shape.columns, id: this.nodes.length, operands };
    this.nodes.push(node);
    this.depth.push(depth);
    scope.body.push(node.id);
    scope.recorded.set(key, node);
    return node;
  }

  private depthOf(operands: readonly NodeId[]): number {
    return Math.max(0, ...operands.map((id) => this.depth[id]!));
  }

  shape({ rows, columns }: Node): Shape {
    return { rows, columns };
  }

  constant(value: number): Node {
    return this.node({ kind: "constant", value }, SCALAR, []);
  }

  elementwise(fn: Parameters<Primitives<Node>["elementwise"]>[0], operands: readonly Node[]): Node {
    const values = operands.flatMap((x) => (x.kind === "constant" ? [x.value] : []));
    if (values.length === operands.length) return this.constant(elementFunctions[fn].float64(...values));
    const ids = operands.map((x) => x.id);
    return this.node({ kind: "elementwise", fn }, broadcastShape(fn, operands), ids);
  }

  product(X: Node, Y: Node, transposeX: boolean, transposeY: boolean): Node {
    const { inner, ...shape } = productShape(X, Y, transposeX, transposeY);
    return this.node({ kind: "product", transposeX, transposeY, inner }, shape, [X.id, Y.id]);
  }

  reduce(fn: "sum" | "max", axis: "all" | "row", X: Node): Node {
    return this.node({ kind: "reduce", fn, axis }, { rows: axis === "all" ? 1 : X.rows, columns: 1 }, [X.id]);
  }

  reshape(X: Node, rows: number, columns: number): Node {
    if (rows * columns !== X.rows * X.columns) {
      throw new RangeError(`reshape: ${X.rows}×${X.columns} does not fill ${rows}×${columns}`);
    }
    return this.node({ kind: "reshape" }, { rows, columns }, [X.id]);
  }

  repeatUntil(limit: number, first: Node, body: (value: Node) => { done: Node; next: Node }): Node {
    const scope: Scope = { body: [], recorded: new Map() };
    const depth = this.scopes.push(scope) - 1;
    const trial = this.node({ kind: "trial" }, SCALAR, [], depth);
    const { done, next } = body(trial);
    this.scopes.pop();
    const loop = { kind: "repeatUntil" as const, limit, trial: trial.id, done: done.id, next: next.id };
    // The loop belongs where the deepest of what it reads from outside its body is known.
    const outside = scope.body.flatMap((id) => this.nodes[id]!.operands).filter((id) => this.depth[id]! < depth);
    return this.node({ ...loop, body: scope.body }, SCALAR, [first.id], this.depthOf([first.id, ...outside]));
  }

  /** The graph of what the outputs need, and nothing else. */
  graph({ row, theta, step }: Outputs): StepGraph {
    const needed = new Set<NodeId>();
    const visit = (id: NodeId) => {
      if (needed.has(id)) return;
      needed.add(id);
      dependencies(this.nodes[id]!).forEach(visit);
    };
    for (const { id } of [...row, ...theta, step]) visit(id);
    const keep = (body: readonly NodeId[]) => body.filter((id) => needed.has(id));
    return {
      nodes: this.nodes.map((node) => (node.kind === "repeatUntil" ? { ...node, body: keep(node.body) } : node)),
      body: keep(this.scopes[0]!.body),
      row: row.map(({ id }) => id),
      theta: theta.map(({ id }) => id),
      step: step.id,
    };
  }
}
