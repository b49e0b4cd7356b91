/**
 * A graph compiled to be evaluated by itself, outside any run: the caller writes its inputs into memory, evaluates, and reads
 * scalars and matrices. Compiled at once, since what it serves (judging) must not wait.
 */
import type { Source, StepGraph } from "../../trace/graph";
import { generateModule } from "./generate";
import { instantiate } from "./instantiate";

export interface Formula {
  /** the inputs that the formula reads, and their memory, row-major */
  readonly inputs: readonly { readonly source: Source; readonly memory: Float64Array }[];
  /** `count`: how many entries of its columns, for a formula over columns */
  evaluate(count?: number): void;
  /** scalar outputs (`row` of the graph): memory that the next evaluation overwrites */
  readonly scalars: Float64Array;
  /** matrix outputs (`theta` of the graph), likewise */
  readonly matrices: readonly Float64Array<ArrayBuffer>[];
}

const PAGE = 2 ** 16;

/** Null where WebAssembly is refused or the formula does not fit into memory. `length`: that of the columns it is over. */
export function compileFormula(graph: StepGraph, length: number | null = null): Formula | null {
  try {
    const { bytes, layout } = generateModule(graph, 1, length);
    const memory = new WebAssembly.Memory({ initial: Math.ceil(layout.bytes / PAGE) });
    // The generator exports exactly this function.
    const run = instantiate(bytes, memory).run as (lane: number, rows: number, count: number) => void;
    const doubles = (offset: number, count: number) => new Float64Array(memory.buffer, offset, count);
    return {
      inputs: layout.inputs.map(({ source, offset, entries }) => ({ source, memory: doubles(offset, entries) })),
      evaluate: (count = 0) => run(0, 1, count),
      scalars: doubles(layout.rows, layout.columns),
      matrices: layout.theta.map((shape) => doubles(shape.offset, shape.rows * shape.columns)),
    };
  } catch (error) {
    if (error instanceof WebAssembly.CompileError || error instanceof RangeError) return null;
    throw error;
  }
}
