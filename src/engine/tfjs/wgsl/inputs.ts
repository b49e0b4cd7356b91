/**
 * What a generated step reads from buffers that it does not write: constants of the lane, from `Constants`; whether a link follows
 * the step and what it draws, from `Links` (links.ts). Trained matrices and the previous step are state, and no matter of this.
 */
import type { Node, NodeId, Source, StepGraph } from "../../trace/graph";
import { isScalar } from "../../trace/schedule";
import { plus } from "./syntax";

type Input = Node & { readonly kind: "input" };

export class BufferInputs {
  readonly #constants: Input[] = [];
  #isLink: Input | null = null;
  readonly #drawn: Input[] = [];

  constructor(graph: StepGraph) {
    for (const id of graph.body) {
      const node = graph.nodes[id]!;
      if (node.kind !== "input") continue;
      const { of } = node.source;
      if (node.source.of === "drawn") this.#drawn[node.source.index] = node;
      else if (of === "isLink") this.#isLink = node;
      else if (of !== "theta" && of !== "previousStep") this.#constants.push(node);
    }
  }

  /** sources in `Constants`, in the order of their uniforms */
  get constants(): readonly Source[] {
    return this.#constants.map(({ source }) => source);
  }

  /** entries of what one link draws; 0 where no links follow */
  get drawn(): number {
    return entriesOf(this.#drawn);
  }

  /** where each constant begins and what it advances from lane to lane; what `Links` advances */
  get uniforms(): string {
    const places = this.#constants.map((_, i) => ` from${i} : i32, stride${i} : i32,`);
    return [...places, this.#isLink ? " links : i32," : ""].join("");
  }

  /** Lines before the first step. */
  begin(): readonly string[] {
    const lines = this.#constants.flatMap((node, i) => {
      const place = `let c${i} = uniforms.from${i} + lane * uniforms.stride${i};`;
      return isScalar(node) ? [place, `let s${node.id} = Constants[c${i}];`] : [place];
    });
    // A buffer that is not mentioned has no binding, and the library would bind it nevertheless.
    if (lines.length === 0) lines.push("_ = Constants[0];");
    if (this.#isLink) lines.push("let follows = lane * uniforms.links;", "var drawn = follows + uniforms.steps;");
    return lines;
  }

  /** A scalar that is another in each step; null for those that `begin` reads. */
  scalar({ source, id }: Input): string | null {
    if (source.of === "isLink") return "Links[follows + t]";
    return source.of === "drawn" ? this.entry(id, "0") : null;
  }

  /** An entry of a matrix; null if it is in none of the buffers. */
  entry(id: NodeId, index: string): string | null {
    const constant = this.#constants.findIndex((node) => node.id === id);
    if (constant >= 0) return `Constants[c${constant} + ${index}]`;
    const drawn = this.#drawn.findIndex((node) => node.id === id);
    if (drawn < 0) return null;
    return `Links[${plus("drawn", entriesOf(this.#drawn.slice(0, drawn)))} + ${index}]`;
  }

  /** Lines after each step. */
  endStep(): readonly string[] {
    return this.#isLink ? [`if (s${this.#isLink.id} != 0.0) { drawn = drawn + ${this.drawn}; }`] : [];
  }
}

function entriesOf(nodes: readonly Node[]): number {
  return nodes.reduce((sum, { rows, columns }) => sum + rows * columns, 0);
}
