/**
 * What judging costs: column and run certificates at every step, and audits, against the time of the descent itself on the float64
 * engine, in processor time of one run of 10⁴ steps at (16, 16, 4), its rows in blocks as the worker cuts them.
 */
import { createFloat64Engine } from "../src/engine/float64/engine";
import { createWatch } from "../src/engine/watch";
import type { Block } from "../src/history/columns";
import { FIRST_AUDITED, nextAudited } from "../src/lora/certificates/auditSteps";
import type { Lane } from "../src/lora/lane";

export const JUDGED_STEPS = 10_000;
/** Repeats before those that count: V8 optimizes what is judged only after some runs. */
const WARMUP = 15;
const REPEATS = 45;
/** Share of the descent's own time that each may add. */
export const JUDGING_BUDGET = 0.15;

export interface JudgingCost {
  /** nanoseconds a step */
  readonly descent: number;
  readonly certificates: number;
  /** milliseconds of the whole run's audits, and how many they are */
  readonly audits: number;
  readonly audited: number;
}

async function processorMs(work: () => Promise<void>): Promise<number> {
  const start = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(start);
  return (user + system) / 1000;
}

/** The rows of the run in blocks that end at the audited iterates. */
function blocksOf({ program }: Lane, columns: Block["columns"]): readonly Block[] {
  const blocks: Block[] = [];
  for (let t = 0; t <= JUDGED_STEPS; ) {
    const end = nextAudited(Math.max(FIRST_AUDITED, t + 1), JUDGED_STEPS + 1);
    const part = columns.map((column) => column.slice(t, end));
    blocks.push({ lanes: [0], firstStep: t, rows: end - t, columnIds: program.columns, columns: part });
    t = end;
  }
  return blocks;
}

/** The least of repeats in which all have their turn: a busy machine only adds to them. */
export async function measureJudging(lane: Lane): Promise<JudgingCost> {
  const engine = createFloat64Engine();
  const times = { descent: [] as number[], certificates: [] as number[], audits: [] as number[] };
  let audited = 0;
  for (let repeat = 0; repeat < WARMUP + REPEATS; repeat++) {
    const run = await engine.start(lane.program, [lane.inputs], [lane.state]);
    const watch = createWatch([lane], "float64", JUDGED_STEPS);
    let columns: readonly (Float32Array | Float64Array)[] = [];
    const descent = await processorMs(async () => {
      ({ columns } = await run.advance(JUDGED_STEPS + 1));
    });
    const blocks = blocksOf(lane, columns);
    const certificates = await processorMs(async () => {
      for (const block of blocks) watch.append(block);
    });
    const audits = await processorMs(async () => {
      await watch.auditStart(0);
      for (let t = FIRST_AUDITED; t <= JUDGED_STEPS; t = nextAudited(t + 1, JUDGED_STEPS)) {
        watch.audit(0, t, lane.state);
        if (t === JUDGED_STEPS) break;
      }
    });
    run.dispose();
    audited = watch.entries(0).find(({ id }) => id === "smoothness")!.evaluated;
    if (repeat < WARMUP) continue;
    times.descent.push(descent);
    times.certificates.push(certificates);
    times.audits.push(audits);
  }
  const perStep = (values: readonly number[]) => (1e6 * Math.min(...values)) / JUDGED_STEPS;
  return {
    descent: perStep(times.descent),
    certificates: perStep(times.certificates),
    audits: Math.min(...times.audits),
    audited,
  };
}
