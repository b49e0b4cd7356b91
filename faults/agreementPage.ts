/** What the part “agreement” runs in its page: random experiments on one engine, each shrunk to its least link where the engine disagrees. */
import fc from "fast-check";
import { batchesOf, compareOn } from "../src/engine/agreement/agreement.fixtures";
import type { Comparison } from "../src/engine/agreement/compareStep.fixtures";
import { experiments } from "../src/engine/agreement/experiments.fixtures";
import { devices } from "../src/engine/devices.fixtures";
import { createFloat64Engine } from "../src/engine/float64/engine";
import type { LaneBatch } from "../src/lora/lane";

export interface Outcome {
  readonly links: number;
  /** lanes: each an experiment of its own */
  readonly experiments: number;
  /** links that contradict themselves: the page says so instead of running */
  readonly refused: number;
  readonly numbers: number;
  readonly resolved: number;
  readonly unbounded: number;
  /** the least link on which the engine disagrees, and what is outside there */
  readonly disagreement: { readonly link: string; readonly sentences: readonly string[] } | null;
}

const reference = { name: "float64", open: async () => createFloat64Engine() };
const tested = [reference, ...devices];
const assets = fetch("digits.bin").then(async (response) => ({ digits: await response.arrayBuffer() }));

async function agreement(name: string, seed: number, numRuns: number): Promise<Outcome> {
  const engine = await tested.find((device) => device.name === name)!.open();
  const count = { links: 0, experiments: 0, refused: 0, numbers: 0, resolved: 0, unbounded: 0 };
  let found: Outcome["disagreement"] = null;
  const examine = async (link: string) => {
    const batches = await batchesOf(link, await assets);
    const { disagreements, ...numbers } = await compareOn(engine, batches ?? []);
    const isShrinking = found !== null;
    if (disagreements.length > 0) found = { link: `#${link}`, sentences: disagreements.slice(0, 4) };
    else if (!isShrinking) add(count, batches, numbers);
    return disagreements.length === 0;
  };
  try {
    await fc.check(fc.asyncProperty(experiments, examine), { seed, numRuns });
  } finally {
    engine.dispose();
  }
  return { ...count, disagreement: found };
}

type Count = { -readonly [key in keyof Omit<Outcome, "disagreement">]: number };

function add(count: Count, batches: readonly LaneBatch[] | null, numbers: Omit<Comparison, "disagreements">): void {
  count.links++;
  if (batches === null) count.refused++;
  count.experiments += (batches ?? []).reduce((sum, { lanes }) => sum + lanes.length, 0);
  count.numbers += numbers.numbers;
  count.resolved += numbers.resolved;
  count.unbounded += numbers.unbounded;
}

Object.assign(globalThis, { agreement, engines: tested.map(({ name }) => name) });
