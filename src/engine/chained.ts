/** An engine for lanes with chains: what runs them (chainedRun.ts) is loaded where there are some. */
import type { Engine } from "./engine";
import type { StepEngine } from "./links";

export function withChains(engine: StepEngine): Engine {
  return {
    ...engine,
    // a spread would freeze what `info` says now
    get info() {
      return engine.info;
    },
    async start(program, inputs, states) {
      const run = await engine.start(program, inputs, states);
      const chains = inputs.flatMap(({ chain }) => chain ?? []);
      if (chains.length === 0) return run;
      const { ChainedRun } = await import("./chainedRun");
      return new ChainedRun(program, inputs, chains, states, run);
    },
  };
}
