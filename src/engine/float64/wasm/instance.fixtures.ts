/** Runs single generated functions on doubles in memory, for tests. */
import type { Code } from "./code";
import { encodeModule } from "./encoder";
import { mathImports } from "./postfix";

/** Memory of one page and the function, which may call those of Math. */
export function instanceOf(code: Code): { memory: Float64Array; call: (...parameters: number[]) => void } {
  const bytes = encodeModule({ imports: mathImports, functions: [code], exports: { call: mathImports.length } });
  const memory = new WebAssembly.Memory({ initial: 1 });
  const math = Object.fromEntries(mathImports.map(([name]) => [name, Math[name]]));
  const { exports } = new WebAssembly.Instance(new WebAssembly.Module(bytes), { host: { memory }, math });
  // The module exports exactly this function.
  return { memory: new Float64Array(memory.buffer), call: exports.call as (...parameters: number[]) => void };
}
