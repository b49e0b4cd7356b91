/**
 * Which engine computes: `auto` takes WebGPU on hardware, else WebGL on hardware, else float64; a forced engine may be software,
 * and is replaced where it is missing. Every engine that is better than the one chosen gets a sentence that says why not. Engines
 * are kept: compiled programs and buffers are what makes the next run start at once.
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

/** Engines that are not to be taken, each with a sentence that says why. */
export type Avoided = Readonly<Partial<Record<EngineId, string>>>;

export interface Engines {
  /** Probes devices on the first call for a choice. Never rejects: float64 runs everywhere. */
  select(choice: EngineChoice, avoided?: Avoided): Promise<Selection>;
  /** Gives up an engine whose device failed: it is created anew when it is selected next. */
  drop(engine: Engine): void;
}

export interface Candidate {
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

/** Waits until a device that was lost is there again: browsers start the process of the GPU anew within a second or two. */
const RETURNS_MS = [200, 800, 2000];

export function createEngines(from: readonly Candidate[] = candidates): Engines {
  /** one of each: TensorFlow.js has one place for a backend */
  const kept = new Map<EngineId, Engine>();
  const selections = new Map<EngineChoice, Promise<Selection>>();
  /** engines whose device failed and did not come back since */
  const lost = new Set<EngineId>();

  async function create(candidate: Candidate, request: AdapterRequest): Promise<Engine> {
    for (const wait of lost.has(candidate.id) ? RETURNS_MS : []) {
      try {
        return await candidate.create(request);
      } catch {
        await new Promise((resolve) => setTimeout(resolve, wait));
      }
    }
    return candidate.create(request);
  }

  async function attempt(candidate: Candidate, request: AdapterRequest, reasons: string[]): Promise<Engine | null> {
    const known = kept.get(candidate.id);
    if (known && (request.allowSoftware || !known.info.software)) return known;
    try {
      const engine = await create(candidate, request);
      kept.set(candidate.id, engine);
      lost.delete(candidate.id);
      return engine;
    } catch (error) {
      const told = error instanceof EngineUnavailable;
      reasons.push(told ? error.message : `${candidate.label} failed to start: ${messageOf(error)}`);
      return null;
    }
  }

  async function select(choice: EngineChoice, avoided: Avoided): Promise<Selection> {
    const forced = from.find(({ id }) => id === choice && !avoided[id]);
    const reasons: string[] = [];
    if (forced) {
      const chosen = from
        .slice(0, from.indexOf(forced))
        .map(({ id, label }) => avoided[id] ?? `${label} was not tried: the link asks for ${forced.label}.`);
      const engine = await attempt(forced, { allowSoftware: true }, reasons);
      if (engine) return { engine, reasons: chosen };
    }
    for (const candidate of from) {
      if (candidate === forced) continue;
      const reason = avoided[candidate.id];
      if (reason) reasons.push(reason);
      const engine = reason ? null : await attempt(candidate, { allowSoftware: false }, reasons);
      if (engine) return { engine, reasons };
    }
    return { engine: createFloat64Engine(), reasons };
  }

  return {
    select(choice, avoided = {}) {
      if (Object.keys(avoided).length > 0) return select(choice, avoided);
      const selection = selections.get(choice) ?? select(choice, {});
      selections.set(choice, selection);
      return selection;
    },
    drop(engine) {
      selections.clear();
      for (const [id, one] of kept) {
        if (one !== engine) continue;
        kept.delete(id);
        lost.add(id);
      }
      try {
        engine.dispose();
      } catch {
        // what a lost device held went with it
      }
    },
  };
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
