/**
 * The rows of a run as CSV, in chunks: a comment line with the canonical hash, a header, then the rows lane by lane, numbers as
 * JavaScript prints the double. Where a history keeps only some rows, a second comment line says which.
 */
import { type ColumnId, derivedColumns } from "../history/columns";
import type { LaneHistory } from "../history/types";
import { accuracyColumns, measuredColumns } from "../lora/columns";

/** Rows of one lane, in order of t: a lane's history, or a block of a run that is written as it is computed. */
export type RowSource = Pick<LaneHistory, "lane" | "rows" | "columnIds" | "stepAt" | "value">;

const ROWS_PER_CHUNK = 1024;

/** Columns that are exported when some lane has them; coordinates for drawing are not. */
export function csvColumns(columnIds: Iterable<ColumnId>): readonly ColumnId[] {
  const present = new Set(columnIds);
  return [...measuredColumns, ...derivedColumns, ...accuracyColumns.filter((id) => present.has(id))];
}

export function csvHead(hash: string, columns: readonly ColumnId[], remarks: readonly string[] = []): string {
  return [...[hash, ...remarks].map((line) => `# ${line}\n`), ["lane", "t", ...columns].join(), "\n"].join("");
}

/** The rows of one lane; a column that the lane does not have is empty. */
export function* csvRows(source: RowSource, columns: readonly ColumnId[]): Generator<string> {
  const present = columns.map((column) => source.columnIds.includes(column));
  let lines: string[] = [];
  for (let row = 0; row < source.rows; row++) {
    let line = `${source.lane},${source.stepAt(row)}`;
    for (let c = 0; c < columns.length; c++) line += present[c] ? `,${source.value(columns[c]!, row)}` : ",";
    lines.push(`${line}\n`);
    if (lines.length === ROWS_PER_CHUNK) {
      yield lines.join("");
      lines = [];
    }
  }
  if (lines.length > 0) yield lines.join("");
}

/** A lane of an earlier run that stands beside the run, and the link of that lane alone. */
export interface PinnedRows {
  readonly hash: string;
  readonly history: LaneHistory;
  readonly changes?: readonly (Omit<EngineChange, "firstSteps"> & { readonly firstStep: number })[];
}

/** Where another engine took over: the first row of each lane that it computed. */
export interface EngineChange {
  readonly firstSteps: readonly number[];
  readonly from: EngineOfRows;
  readonly to: EngineOfRows;
}

interface EngineOfRows {
  readonly engine: string;
  readonly precision: string;
}

export interface KeptRows {
  readonly lanes: readonly LaneHistory[];
  readonly pinned?: readonly PinnedRows[];
  readonly takeovers?: readonly EngineChange[];
}

/**
 * Everything that a history keeps of a run. `hash` is the canonical one without view keys. Comment lines say where another engine
 * took over. Pinned lanes follow, numbered on, each with a comment line that says which run it is and where its engine changed.
 */
export function* csvOfHistory(hash: string, { lanes, pinned = [], takeovers = [] }: KeptRows): Generator<string> {
  const all = [...lanes, ...pinned.map(({ history }) => history)];
  const columns = csvColumns(all.flatMap(({ columnIds }) => columnIds));
  const remark = all.flatMap((lane, number) => thinning(lane, number)).join("; ");
  yield csvHead(hash, columns, [
    ...(remark ? [`not every iterate is kept: ${remark}`] : []),
    ...takeovers.flatMap((change) => changeOf(change, lanes)),
    ...pinned.map((pin, i) => [`lane ${lanes.length + i} is pinned: ${pin.hash}`, ...changesOf(pin)].join("; ")),
  ]);
  for (const [lane, { rows, columnIds, stepAt, value }] of all.entries()) {
    yield* csvRows({ lane, rows, columnIds, stepAt, value }, columns);
  }
}

function changesOf({ history: { lastStep }, changes = [] }: PinnedRows): readonly string[] {
  return changes.flatMap(({ firstStep, from, to }) =>
    changeOf({ firstSteps: [firstStep], from, to }, [{ lane: 0, lastStep }]),
  );
}

/** Which rows another engine computed, in words; nothing where the same one went on. */
function changeOf(
  { firstSteps, from, to }: EngineChange,
  lanes: readonly Pick<LaneHistory, "lane" | "lastStep">[],
): readonly string[] {
  const changed = lanes.filter(({ lane, lastStep }) => lastStep >= firstSteps[lane]!);
  if (from.engine === to.engine || changed.length === 0) return [];
  const steps = new Set(changed.map(({ lane }) => firstSteps[lane]!));
  const since =
    steps.size === 1 && changed.length === lanes.length
      ? `from t = ${[...steps][0]} on`
      : changed.map(({ lane }) => `lane ${lane} from t = ${firstSteps[lane]} on`).join(", ");
  const [now, before] = [to, from].map(({ engine, precision }) => `${engine} (${precision})`);
  const kept = from.precision === to.precision ? "" : `; all rows are kept in ${from.precision}`;
  return [`computed by ${now} ${since}, before by ${before}${kept}`];
}

/** Which rows of a lane are kept, in words, where some are not. */
function thinning(lane: LaneHistory, number: number): readonly string[] {
  if (lane.bucketSize === 1) return [];
  let exact = 0;
  let thinned = lane.rows;
  // stepAt(i) = i up to the last exact row and above i from then on
  while (thinned - exact > 1) {
    const middle = (exact + thinned) >> 1;
    if (lane.stepAt(middle) === middle) exact = middle;
    else thinned = middle;
  }
  const kept = `${lane.rows} of ${lane.lastStep + 1} rows`;
  return [`lane ${number} has ${kept}, one in ${lane.bucketSize} past t = ${exact}`];
}
