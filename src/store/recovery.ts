/**
 * Whether and how a run goes on after a fault of its device or its worker, fetched with the first one. The engine that failed is set
 * up again; one that fails again before a new row, or for the third time in a run, is left for the next one, and the last attempt is
 * made without a GPU. A run that has no new row after all attempts ends, with everything recorded kept.
 */
import type { Adapter, Resumption } from "../protocol/messages";
import type { ActiveRun } from "./activeRun";
import type { RunState, Takeover } from "./runStore";

/** How often a run that has no new row is taken up again. */
export const ATTEMPTS = 3;
/** How often an engine may fail in one run, rows coming in between. */
export const FAULTS = 3;

type Failure = NonNullable<RunState["failure"]>;
type FaultyRun = Pick<ActiveRun, "adapter" | "lastStep" | "settled" | "resumption">;

interface WayOn {
  readonly avoided: Resumption["avoided"];
  /** null if no engine was known before */
  readonly tell: (to: Adapter) => Takeover | null;
}

export interface Recovery {
  /** How the run goes on, or the failure with which it ends. */
  wayOn(failure: Failure, run: FaultyRun): WayOn | Failure;
}

const names = { webgpu: "WebGPU", webgl: "WebGL", float64: "the CPU" } as const;
const gpus = ["webgpu", "webgl"] as const;

/** Messages of drivers may have many lines. */
const LONGEST = 160;

export function createRecovery(): Recovery {
  const faults = { webgpu: 0, webgl: 0, float64: 0 };
  let avoided: Resumption["avoided"] = {};
  let attempts = 0;
  let reached = Number.NaN;

  /** What was avoided first stays the reason. */
  function avoid(engine: Adapter["engine"], reason: string): void {
    avoided = { [engine]: `${names[engine]} ${reason}.`, ...avoided };
  }

  return {
    wayOn({ code, message }, { adapter: from, lastStep, settled, resumption }) {
      const { lastSteps } = resumption({});
      const rows = lastSteps.reduce((sum, step) => sum + step + 1, 0);
      attempts = rows === reached && !settled ? attempts + 1 : 1;
      reached = rows;
      const t = lastStep + 1;
      const what = clauseOf(message);
      if (attempts > ATTEMPTS) {
        const kept = t > 0 ? `; everything up to t = ${lastStep} is kept` : "";
        return { code, message: `${what}, and ${ATTEMPTS} attempts to go on from t = ${t} failed${kept}.` };
      }
      if (from !== null && from.engine !== "float64") {
        const times = ++faults[from.engine];
        if (attempts > 1) avoid(from.engine, `failed twice at t = ${t}`);
        else if (times >= FAULTS) avoid(from.engine, `failed ${times} times in this run, last at t = ${t}`);
      }
      if (attempts === ATTEMPTS)
        for (const gpu of gpus) avoid(gpu, `was left out after ${ATTEMPTS} faults at t = ${t}`);
      return {
        avoided,
        tell(to) {
          if (from === null) return null;
          const how = to.engine === from.engine ? ", set up again" : ` (${to.precision})`;
          const goesOn = `the run ${settled ? "can go" : "goes"} on from t = ${t} on ${names[to.engine]}${how}`;
          return { firstSteps: lastSteps.map((step) => step + 1), from, to, message: `${what}; ${goesOn}.` };
        },
      };
    },
  };
}

/** The first line of a message, as the beginning of a sentence. */
function clauseOf(message: string): string {
  const [line = ""] = message.split("\n");
  const short = line.length > LONGEST ? `${line.slice(0, LONGEST)} …` : line.replace(/\.$/, "");
  return short.charAt(0).toUpperCase() + short.slice(1);
}
