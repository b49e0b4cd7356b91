/**
 * An engine for lanes with chains (lora/chain): blocks end where a lane has a link, the host makes it in float64, and the run goes
 * on from the state after it. A state at t is the one that row t is measured at, its link made. Lanes without links at that t
 * keep their state. Leaves out: anything about how an engine computes; runs without chains pass through.
 */
import type { ChainLinks } from "../lora/chain";
import type { LaneInputs, LaneState, StepProgram } from "../lora/program";
import type { Engine, EngineRun, RunBlock } from "./engine";

type Start = Engine["start"];

export function withChains(engine: Engine): Engine {
  return {
    ...engine,
    // a spread would freeze what `info` says now
    get info() {
      return engine.info;
    },
    start: (program, inputs, states) => startChained(engine.start, program, inputs, states),
  };
}

async function startChained(
  start: Start,
  program: StepProgram,
  inputs: readonly LaneInputs[],
  states: readonly LaneState[],
): Promise<EngineRun> {
  if (inputs.every(({ chain }) => !chain)) return start(program, inputs, states);
  const run = await start(program, inputs, states);
  return new ChainedRun(start, program, inputs, states, run);
}

class ChainedRun implements EngineRun {
  readonly #links: readonly (ChainLinks | null)[];
  #t: number;

  constructor(
    private readonly start: Start,
    private readonly program: StepProgram,
    private readonly inputs: readonly LaneInputs[],
    private states: readonly LaneState[],
    private run: EngineRun,
  ) {
    this.#links = inputs.map(({ chain }, i) => chain?.from(states[i]!.chain ?? BEGINNING) ?? null);
    this.#t = states[0]!.chain?.t ?? 0;
  }

  async advance(k: number): Promise<RunBlock> {
    const lanes = this.inputs.length;
    const parts: { readonly from: number; readonly rows: number; readonly columns: RunBlock["columns"] }[] = [];
    for (let done = 0; done < k; ) {
      const rows = Math.min(k - done, this.#next() - this.#t);
      const block = await this.run.advance(rows);
      parts.push({ from: done, rows, columns: block.columns });
      done += rows;
      this.#t += rows;
      this.states = block.states;
      if (this.#next() === this.#t) await this.#link();
    }
    const columns = this.program.columns.map((_, c) => {
      const column =
        parts[0]?.columns[c] instanceof Float32Array ? new Float32Array(lanes * k) : new Float64Array(lanes * k);
      for (const { from, rows, columns: part } of parts) {
        for (let lane = 0; lane < lanes; lane++) {
          column.set(part[c]!.subarray(lane * rows, (lane + 1) * rows), lane * k + from);
        }
      }
      return column;
    });
    return { columns, states: this.states.map((state, i) => this.#placed(state, i)) };
  }

  #next(): number {
    return Math.min(...this.#links.map((links) => links?.next ?? Number.POSITIVE_INFINITY));
  }

  async #link(): Promise<void> {
    this.states = this.states.map((state, i) => {
      const links = this.#links[i];
      return links?.next === this.#t ? { ...state, theta: links.link(state.theta) } : state;
    });
    if (this.run.restart) {
      await this.run.restart(this.states);
      return;
    }
    this.run.dispose();
    this.run = await this.start(this.program, this.inputs, this.states);
  }

  /** The state with where its chain stands. */
  #placed(state: LaneState, lane: number): LaneState {
    const links = this.#links[lane];
    return links ? { ...state, chain: links.position(this.#t) } : state;
  }

  dispose(): void {
    this.run.dispose();
  }
}

const BEGINNING = { t: 0, words: 0, kept: null };
