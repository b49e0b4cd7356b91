/**
 * Which engine computes: `auto` takes WebGPU on hardware, else WebGL on hardware, else float64; a forced engine may be software,
 * and is replaced where it is missing. Every engine that is better than the one chosen gets a sentence that says why not.
 */
import type { EngineChoice } from "../lora/experiment";
import type { Engine, EngineId } from "./engine";
import { createFloat64Engine } from "./float64/engine";
import { type AdapterRequest, EngineUnavailable, findWebgl, findWebgpu } from "./tfjs/adapters";

export interface Selection {
  readonly engine: Engine;
  /** one sentence for each better engine, best first; empty if the best one runs */
  readonly reasons: readonly string[];
}

interface Candidate {
  readonly id: EngineId;
  readonly label: string;
  create(request: AdapterRequest): Promise<Engine>;
}

/** Best first. Adapters are found before TensorFlow.js is fetched, and each backend is a file of its own. */
const candidates: readonly Candidate[] = [
  {
    id: "webgpu",
    label: "WebGPU",
    async create(request) {
      const adapter = await findWebgpu(request);
      const { createWebgpuEngine } = await import("./tfjs/webgpu");
      return createWebgpuEngine(adapter);
    },
  },
  {
    id: "webgl",
    label: "WebGL",
    async create(request) {
      const context = findWebgl(request);
      const { createWebglEngine } = await import("./tfjs/webgl");
      return createWebglEngine(context);
    },
  },
  { id: "float64", label: "float64", create: async () => createFloat64Engine() },
];

/** Never rejects: float64 runs everywhere. */
export async function selectEngine(choice: EngineChoice): Promise<Selection> {
  const forced = candidates.find(({ id }) => id === choice);
  const reasons: string[] = [];
  if (forced) {
    const better = candidates.slice(0, candidates.indexOf(forced));
    const chosen = better.map(({ label }) => `${label} was not tried: the link asks for ${forced.label}.`);
    const engine = await attempt(forced, { allowSoftware: true }, reasons);
    if (engine) return { engine, reasons: chosen };
  }
  for (const candidate of candidates) {
    if (candidate === forced) continue;
    const engine = await attempt(candidate, { allowSoftware: false }, reasons);
    if (engine) return { engine, reasons };
  }
  return { engine: createFloat64Engine(), reasons };
}

async function attempt(candidate: Candidate, request: AdapterRequest, reasons: string[]): Promise<Engine | null> {
  try {
    return await candidate.create(request);
  } catch (error) {
    const known = error instanceof EngineUnavailable;
    reasons.push(known ? error.message : `${candidate.label} failed to start: ${messageOf(error)}`);
    return null;
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
