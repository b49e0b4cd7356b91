/**
 * The ledgers of a run in the worker: every step is judged before its rows are sent, and the page is told a few times a second.
 * What needs matrices is done after the first rows are out, so that certificates never delay the first picture.
 */
import type { Engine } from "../engine/engine";
import type { Watch } from "../engine/watch";
import type { LedgerEntry } from "../lora/certificates/ledger";
import type { Lane } from "../lora/lane";
import type { JudgedLane, Resumption } from "../protocol/messages";
import type { WorkerEnvironment } from "./environment";
import { failureOf } from "./failure";
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
  /** What judging remembers of the lanes of a step, once what `take` gave for it has resolved. */
  memoriesOf(step: Pick<Step, "origin">): readonly JudgedLane[];
}

const REPORT_INTERVAL_MS = 250;

type Judged = Pick<Step, "blocks" | "checkpoints">;

function copyOf({ blocks, checkpoints }: Judged): Judged {
  return {
    blocks: blocks.map((block) => ({ ...block, columns: block.columns.map((column) => column.slice()) })),
    checkpoints: checkpoints.map((checkpoint) => ({
      ...checkpoint,
      theta: checkpoint.theta.map((X) => ({ ...X, data: X.data.slice() })),
    })),
  };
}

/** Judging is fetched while the first steps are computed: what it needs is not what the first picture needs. */
export function createBookkeeping(
  lanes: readonly Lane[],
  engine: Engine,
  T: number,
  { now, loadJudging }: Pick<WorkerEnvironment, "now" | "loadJudging">,
  resumption: Resumption | null = null,
): Bookkeeping {
  const memories = lanes.map((_, lane) => resumption?.judged.find((judged) => judged.lane === lane));
  const last = memories.map((memory) => memory?.ledger.reader.latest.sums.T ?? -1);
  let reported = Number.NEGATIVE_INFINITY;
  let watch: Watch | null = null;
  /** copies of the steps taken before that, whose arrays are transferred */
  const waiting: Judged[] = [];
  const loaded = loadJudging().then((createWatch) => {
    // Rounding allows for the coarsest engine that had a part in the run.
    const precision = resumption?.precision === "float32" ? "float32" : engine.info.precision;
    watch = createWatch(lanes, precision, T, memories, resumption?.before);
    for (const step of waiting.splice(0)) judge(watch, step);
    return watch;
  });
  // Whoever awaits it hears of a failure; nobody does if the run is cancelled first.
  loaded.catch(() => {});

  async function auditStarts(): Promise<void> {
    for (const lane of lanes.keys()) await (await loaded).auditStart(lane);
  }

  function judge(by: Watch, { blocks, checkpoints }: Judged): void {
    for (const block of blocks) {
      by.append(block);
      for (const lane of block.lanes) last[lane] = block.firstStep + block.rows - 1;
    }
    for (const { lane, t, ...state } of checkpoints) by.audit(lane, t, state);
  }

  async function recheck({ origin: { program, t, lanes: members, states } }: Step): Promise<void> {
    const by = await loaded;
    try {
      for (const [i, lane] of members.entries()) await by.recheck(lane, program, { t, state: states[i]! }, engine);
    } catch (error) {
      throw failureOf(error, "device-lost");
    }
  }

  async function report(): Promise<readonly LedgerReport[]> {
    const by = await loaded;
    reported = now();
    return lanes.map((_, lane) => ({ lane, t: last[lane]!, entries: by.entries(lane) }));
  }

  return {
    take(step) {
      if (watch) judge(watch, step);
      else waiting.push(copyOf(step));
      return (async () => {
        await recheck(step);
        if (now() - reported < REPORT_INTERVAL_MS) return [];
        await auditStarts();
        return report();
      })();
    },
    memoriesOf: ({ origin }) => origin.lanes.flatMap((lane) => (watch ? { lane, ...watch.memory(lane) } : [])),
    async settle() {
      await auditStarts();
      return report();
    },
  };
}
