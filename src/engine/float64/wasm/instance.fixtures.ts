/** Runs single generated functions on doubles in memory, for tests. */
import type { Code } from "./code";
import { encodeModule } from "./encoder";
import { instantiate } from "./instantiate";
import { mathImports } from "./postfix";

/** Memory of one page and the function, which may call those of Math. */
export function instanceOf(code: Code): { memory: Float64Array; call: (...parameters: number[]) => void } {
  const bytes = encodeModule({ imports: mathImports, functions: [code], exports: { call: mathImports.length } });
  const memory = new WebAssembly.Memory({ initial: 1 });
  const { call } = instantiate(bytes, memory);
  // The module exports exactly this function.
  return { memory: new Float64Array(memory.buffer), call: call as (...parameters: number[]) => void };
}
