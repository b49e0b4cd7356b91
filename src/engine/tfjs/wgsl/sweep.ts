/**
 * Writes one pass over the entries of matrices of one shape: products entry by entry, elementwise functions in registers, stores
 * of what is read later, and reductions. Threads take entries in turn; where rows are reduced each thread takes whole rows.
 */
import type { Node, NodeId } from "../../trace/graph";
import { type Instruction, isScalar } from "../../trace/schedule";
import { type Place, partialLevels, REDUCTION_RADIX, wholeReductions } from "./plan";
import { at, type ProgramText } from "./syntax";

type Sweep = Instruction & { readonly kind: "sweep" };
type Reduction = Node & { readonly kind: "reduce" };

export function writeSweep(writer: ProgramText, sweep: Sweep): void {
  const { rows, columns } = sweep;
  const nodes = sweep.ids.map((id) => writer.node(id));
  const reductions = nodes.filter((node) => node.kind === "reduce");
  const whole = wholeReductions(writer.plan.graph, sweep).map((id) => writer.node(id) as Reduction);
  const byRow = reductions.filter((node) => !whole.includes(node));
  const members = new Set(sweep.ids);
  const outside = nodes.flatMap(({ operands }) => operands).filter((id) => !members.has(id));
  const placesOf = (ids: readonly NodeId[]) => ids.flatMap((id) => writer.place(id) ?? []);

  writer.touch(placesOf(outside), placesOf(sweep.ids));
  for (const node of whole) writer.line(`var a${node.id} = ${start(node)};`);
  if (byRow.length > 0) {
    writer.line(writer.shared("i", rows));
    for (const node of byRow) writer.line(`var a${node.id} = ${start(node)};`);
    writer.line(`for (var j = 0; j < ${columns}; j = j + 1) { let e = i * ${columns} + j;`);
  } else {
    writer.line(`${writer.shared("e", rows * columns)} let i = e / ${columns}; let j = e - i * ${columns};`);
  }
  for (const node of nodes) writeMember(writer, sweep, members, node);
  writer.line("}");
  if (byRow.length > 0) {
    for (const node of byRow) {
      const place = writer.place(node.id);
      if (place) writer.line(`${at(place, "i")} = a${node.id};`);
    }
    writer.line("}");
  }
}

function writeMember(writer: ProgramText, { rows, columns }: Sweep, members: ReadonlySet<NodeId>, node: Node): void {
  const operand = (id: NodeId) => {
    const X = writer.node(id);
    if (members.has(id)) return `x${id}`;
    if (isScalar(X)) return writer.scalar(id);
    return writer.entry(id, X.columns === columns && X.rows === rows ? "e" : "i");
  };
  switch (node.kind) {
    case "elementwise":
      writer.line(`let x${node.id} = ${writer.apply(node.fn, node.operands.map(operand))};`);
      break;
    case "product": {
      const [X, Y] = node.operands as [NodeId, NodeId];
      const x = writer.entry(X, node.transposeX ? `k * ${rows} + i` : `i * ${node.inner} + k`);
      const y = writer.entry(Y, node.transposeY ? `j * ${node.inner} + k` : `k * ${columns} + j`);
      writer.line(`var x${node.id} = 0.0;`);
      writer.line(`for (var k = 0; k < ${node.inner}; k = k + 1) { x${node.id} = x${node.id} + ${x} * ${y}; }`);
      break;
    }
    case "reduce":
      writer.line(`a${node.id} = ${joined(node, `a${node.id}`, operand(node.operands[0]!))};`);
      return;
    default:
      throw new Error(`${node.kind} is not swept`);
  }
  const place = writer.place(node.id);
  if (place) writer.line(`${at(place, "e")} = x${node.id};`);
}

const start = ({ fn }: Reduction): string => (fn === "sum" ? "0.0" : "(-uniforms.INFINITY)");
const joined = ({ fn }: Reduction, a: string, b: string): string => (fn === "sum" ? `${a} + ${b}` : `max(${a}, ${b})`);

/** The threads' results of all reductions of a sweep to one number each, level by level, in groups of neighbours. */
export function writeCombine(writer: ProgramText, ids: readonly NodeId[]): void {
  const reductions = ids.map((id) => writer.node(id) as Reduction);
  const levels = partialLevels(writer.workgroup);
  const size = levels.reduce((a, b) => a + b);
  const { partials } = writer.plan;
  /** where a level of a reduction begins */
  const begin = (reduction: number, level: number) =>
    reduction * size + levels.slice(0, level).reduce((a, b) => a + b, 0);
  const part = (first: number, count: number): Place => ({
    ...partials,
    offset: partials.offset + first,
    entries: count,
  });
  const level = (depth: number) => reductions.map((_, r) => part(begin(r, depth), levels[depth]!));

  writer.touch([], level(0));
  for (const [r, node] of reductions.entries()) {
    writer.line(`${at(part(begin(r, 0), levels[0]!), "thread")} = a${node.id};`);
  }
  for (let depth = 1; depth < levels.length; depth++) {
    writer.touch(level(depth - 1), level(depth));
    writer.line(`if (thread < ${levels[depth]!}) {`);
    for (const [r, node] of reductions.entries()) {
      const from = part(begin(r, depth - 1), levels[depth - 1]!);
      const terms = Array.from({ length: REDUCTION_RADIX }, (_, i) => at(from, `thread * ${REDUCTION_RADIX} + ${i}`));
      const into = at(part(begin(r, depth), levels[depth]!), "thread");
      writer.line(`${into} = ${terms.reduce((a, b) => joined(node, a, b))};`);
    }
    writer.line("}");
  }
  const last = levels.length - 1;
  writer.touch(level(last), []);
  for (const [r, node] of reductions.entries()) {
    const from = part(begin(r, last), levels[last]!);
    const terms = Array.from({ length: levels[last]! }, (_, i) => at(from, `${i}`));
    writer.line(`let s${node.id} = ${terms.reduce((a, b) => joined(node, a, b))};`);
  }
}
