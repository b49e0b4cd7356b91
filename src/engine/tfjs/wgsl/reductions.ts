/** Sums and maxima over all entries: how two parts are joined, and how the threads' parts come together. */
import type { Node, NodeId } from "../../trace/graph";
import { type Place, partialLevels, REDUCTION_RADIX } from "./plan";
import { at, type ProgramText } from "./syntax";

export type Reduction = Node & { readonly kind: "reduce" };

export const start = ({ fn }: Reduction): string => (fn === "sum" ? "0.0" : "(-uniforms.INFINITY)");
export const joined = ({ fn }: Reduction, a: string, b: string): string =>
  fn === "sum" ? `${a} + ${b}` : `max(${a}, ${b})`;

/** The threads' results of all reductions of a sweep to one number each, level by level, in groups of neighbours. */
export function writeCombine(writer: ProgramText, ids: readonly NodeId[]): void {
  const reductions = ids.map((id) => writer.node(id)).filter((node) => node.kind === "reduce");
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
