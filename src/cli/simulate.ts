/**
 * One experiment on the float64 engine, lane after lane, its rows written as they are computed: memory does not grow with T.
 * A lane that diverges keeps its rows up to the diverged one and ends there, as it does on the page.
 */
import type { Engine } from "../engine/engine";
import { createFloat64Engine } from "../engine/float64/engine";
import { Float64Ops } from "../engine/float64/ops";
import type { Watch } from "../engine/watch";
import { csvColumns, csvHead, csvRows, type RowSource } from "../export/csv";
import { type Block, derivedColumns } from "../history/columns";
import { createDerivation, type Derivation } from "../history/derived";
import { FIRST_AUDITED, nextAudited } from "../lora/certificates/auditSteps";
import type { Experiment } from "../lora/experiment";
import { type Lane, prepareLane } from "../lora/lane";
import { loadMembers } from "../lora/members";
import type { Assets } from "../lora/types";
import type { Divergence } from "../protocol/messages";
import { cutBlock } from "../worker/divergence";
import { checkSize } from "../worker/limits";

/** Entries of W computed between two reports of progress, and the most rows. */
const ENTRIES_PER_BLOCK = 2 ** 22;
const MAX_ROWS = 4096;

export interface Output {
  write(text: string): Promise<void>;
  /** rows done of all rows */
  progress(done: number, total: number): void;
}

/** Draws every lane before the first row is computed, so that a bad lane is refused before anything is written. */
export async function prepareLanes(experiment: Experiment, assets: Assets): Promise<readonly Lane[]> {
  checkSize(experiment, createFloat64Engine().info);
  const members = await Promise.all(experiment.lanes.map(loadMembers));
  return experiment.lanes.map((config, i) => {
    try {
      return prepareLane(config, members[i]!, assets, new Float64Ops());
    } catch (error) {
      throw new Error(`lane ${i}: ${error instanceof Error ? error.message : error}`, { cause: error });
    }
  });
}

export interface Wanted {
  readonly T: number;
  /** iterates to write, ascending; null: all up to T */
  readonly at: readonly number[] | null;
}

/** Writes the CSV of the lanes, under their canonical hash, and judges them if a watch is given. Returns where lanes diverged. */
export async function simulate(
  hash: string,
  lanes: readonly Lane[],
  wanted: Wanted,
  output: Output,
  watch: Watch | null,
): Promise<readonly Divergence[]> {
  const engine = createFloat64Engine();
  const columns = csvColumns(lanes.flatMap(({ program }) => program.columns));
  const total = (watch ? wanted.T : (wanted.at?.at(-1) ?? wanted.T)) + 1;
  const ends: Divergence[] = [];
  await output.write(csvHead(hash, columns));
  for (const [index, lane] of lanes.entries()) {
    for await (const { rows, done, diverged } of blocksOf(engine, lane, index, wanted, watch)) {
      for (const chunk of csvRows(rows, columns)) await output.write(chunk);
      output.progress(index * total + done, lanes.length * total);
      ends.push(...diverged);
    }
  }
  engine.dispose();
  return ends;
}

interface LaneBlock {
  /** the wanted ones among the block's rows */
  readonly rows: RowSource;
  /** rows of the lane computed so far */
  readonly done: number;
  readonly diverged: readonly Divergence[];
}

async function* blocksOf(
  engine: Engine,
  lane: Lane,
  index: number,
  { T, at }: Wanted,
  watch: Watch | null,
): AsyncGenerator<LaneBlock> {
  const { program, inputs, state } = lane;
  // A report is about the whole run, whatever rows are written.
  const last = watch ? T : (at?.at(-1) ?? T);
  const length = Math.max(1, Math.min(MAX_ROWS, Math.floor(ENTRIES_PER_BLOCK / (program.m * program.n))));
  const derivation = createDerivation();
  const run = await engine.start(program, [inputs], [state]);
  try {
    await watch?.auditStart(index);
    let before = state;
    for (let firstStep = 0; firstStep <= last; ) {
      // A watched block ends where a state is audited.
      const end = watch ? nextAudited(Math.max(FIRST_AUDITED, firstStep + 1), Math.max(T, firstStep + 1)) : last + 1;
      const rows = Math.min(length, last - firstStep + 1, end - firstStep);
      const { columns, states } = await run.advance(rows);
      const cut = cutBlock({ lanes: [index], firstStep, rows, columnIds: program.columns, columns }, "float64", states);
      const [block] = cut.blocks;
      watch?.append(block!);
      await watch?.recheck(index, program, { t: firstStep, state: before }, engine);
      firstStep += rows;
      before = states[0]!;
      if (cut.ends.length === 0) watch?.audit(index, firstStep, states[0]!);
      yield { rows: rowsOf(block!, derivation, at), done: firstStep - rows + block!.rows, diverged: cut.ends };
      if (cut.ends.length > 0) return;
    }
  } finally {
    run.dispose();
  }
}

/** The wanted rows of a one-lane block, with the derived columns. */
function rowsOf(block: Block, derivation: Derivation, at: readonly number[] | null): RowSource {
  const { firstStep, rows, columnIds } = block;
  const measured = Object.fromEntries(columnIds.map((id, c) => [id, block.columns[c]!]));
  const derived = derivation.next(measured.step_size!, measured.grad_norm_sq!, 0, rows);
  const columns: Readonly<Record<string, Float32Array | Float64Array>> = { ...measured, ...derived };
  const steps = at?.filter((t) => t >= firstStep && t < firstStep + rows);
  const stepAt = (row: number) => (steps ? steps[row]! : firstStep + row);
  return {
    lane: block.lanes[0]!,
    rows: steps?.length ?? rows,
    columnIds: [...columnIds, ...derivedColumns],
    stepAt,
    value: (column, row) => columns[column]![stepAt(row) - firstStep]!,
  };
}
