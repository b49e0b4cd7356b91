/**
 * The ledgers of a run in the worker: every step is judged before its rows are sent, and the page is told a few times a second.
 * What needs matrices is done after the first rows are out, so that certificates never delay the first picture.
 */
import type { Engine } from "../engine/engine";
import { createWatch } from "../engine/watch";
import type { LedgerEntry } from "../lora/certificates/ledger";
import type { Lane } from "../lora/lane";
import type { Step } from "./run";

export interface LedgerReport {
  readonly lane: number;
  /** the last iterate judged */
  readonly t: number;
  readonly entries: readonly LedgerEntry[];
}

export interface Bookkeeping {
  /** Judges a step at once; resolves to the ledgers that are due. Must be called before the step's arrays are transferred. */
  take(step: Step): Promise<readonly LedgerReport[]>;
  /** All ledgers, complete: called when the run rests. */
  settle(): Promise<readonly LedgerReport[]>;
}

const REPORT_INTERVAL_MS = 250;

export function createBookkeeping(lanes: readonly Lane[], engine: Engine, T: number, now: () => number): Bookkeeping {
  const watch = createWatch(lanes, engine.info.precision, T);
  const begun = lanes.map(() => false);
  const last = lanes.map(() => -1);
  let reported = Number.NEGATIVE_INFINITY;

  async function auditStarts(): Promise<void> {
    for (const lane of lanes.keys()) {
      if (begun[lane]) continue;
      begun[lane] = true;
      await watch.auditStart(lane);
    }
  }

  function judge({ blocks, checkpoints }: Step): void {
    for (const block of blocks) {
      watch.append(block);
      for (const lane of block.lanes) last[lane] = block.firstStep + block.rows - 1;
    }
    for (const { lane, t, theta, previousStep } of checkpoints) watch.audit(lane, t, { theta, previousStep });
  }

  async function recheck({ origin: { program, t, lanes: members, states } }: Step): Promise<void> {
    for (const [i, lane] of members.entries()) await watch.recheck(lane, program, { t, state: states[i]! }, engine);
  }

  function report(): readonly LedgerReport[] {
    reported = now();
    return lanes.map((_, lane) => ({ lane, t: last[lane]!, entries: watch.entries(lane) }));
  }

  return {
    take(step) {
      judge(step);
      return (async () => {
        await recheck(step);
        if (now() - reported < REPORT_INTERVAL_MS) return [];
        await auditStarts();
        return report();
      })();
    },
    async settle() {
      await auditStarts();
      return report();
    },
  };
}
