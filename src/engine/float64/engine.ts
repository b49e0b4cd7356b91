/**
 * The float64 engine: the reference that others are held against, and the last resort where no GPU answers. Each kind of step is
 * generated and compiled once (wasm/); where WebAssembly or its SIMD is missing, or a run outgrows its memory, the interpreter runs.
 */
import type { LaneInputs, LaneState, StepProgram } from "../../lora/program";
import { withChains } from "../chained";
import type { Engine, EngineInfo } from "../engine";
import type { StepRun } from "../links";
import { Code } from "./wasm/code";
import { encodeModule } from "./wasm/encoder";
import { MemoryPool } from "./wasm/memoryPool";
import { type CompiledProgram, compileProgram, fitsMemory, startGeneratedRun } from "./wasm/run";

export const execution = {
  generated: "generated WebAssembly",
  unsupported: "operations one by one (WebAssembly SIMD is missing)",
  refused: "operations one by one (WebAssembly is refused here)",
  outgrown: "operations one by one (too large for WebAssembly)",
} as const;

const info: Omit<EngineInfo, "execution"> = {
  id: "float64",
  precision: "float64",
  adapter: "JavaScript on the CPU",
  software: true,
  maxEntries: 2 ** 28,
};

/** Compiled programs, the latest last, and memories: kept across engines, since equal programs are equal for all of them. */
const compiled = new Map<string, Promise<CompiledProgram>>();
const COMPILED_KEPT = 32;
const memories = new MemoryPool();

/** `info.execution` says how the run started last is executed. */
export function createFloat64Engine(isSupported = hasSimd()): Engine {
  let how: string = isSupported ? execution.generated : execution.unsupported;
  return withChains({
    get info() {
      return { ...info, execution: how };
    },
    async start(program, inputs, states) {
      const run = isSupported ? await startGenerated(program, inputs, states) : execution.unsupported;
      how = typeof run === "string" ? run : execution.generated;
      if (typeof run !== "string") return run;
      // Few browsers need it.
      const { startInterpretedRun } = await import("./interpreter");
      return startInterpretedRun(program, inputs, states);
    },
    memory: () => ({ tensors: 0, bytes: 0 }),
    dispose: () => {},
  });
}

/** The run, or why there is none: no room for the lanes, or a page whose security policy forbids compiling. */
async function startGenerated(
  program: StepProgram,
  inputs: readonly LaneInputs[],
  states: readonly LaneState[],
): Promise<StepRun | string> {
  try {
    const step = await compiledProgram(program, inputs[0]!, states[0]!);
    if (!fitsMemory(step, inputs.length)) return execution.outgrown;
    return await startGeneratedRun(step, memories, inputs, states);
  } catch (error) {
    if (error instanceof WebAssembly.CompileError) return execution.refused;
    if (error instanceof RangeError) return execution.outgrown;
    throw error;
  }
}

function compiledProgram(program: StepProgram, inputs: LaneInputs, state: LaneState): Promise<CompiledProgram> {
  const key = `${program.key} r${program.r}`;
  const step = compiled.get(key) ?? compileProgram(program, inputs, state);
  compiled.delete(key);
  compiled.set(key, step);
  for (const oldest of compiled.keys()) {
    if (compiled.size <= COMPILED_KEPT) break;
    compiled.delete(oldest);
  }
  return step;
}

/** Whether a module that uses one vector is valid here; found once. */
let simd: boolean | null = null;

function hasSimd(): boolean {
  simd ??= typeof WebAssembly !== "undefined" && WebAssembly.validate(oneVector());
  return simd;
}

function oneVector(): Uint8Array<ArrayBuffer> {
  const probe = new Code({ parameters: [], results: ["v128"] }).f64x2(0, 0);
  return encodeModule({ imports: [], functions: [probe], exports: {} });
}
