/** The rows of a run, lane by lane, in bounded memory: see design and `types.ts` for what is kept. */
import { type Block, derivedColumns } from "./columns";
import { createLaneHistory, type GrowingLane } from "./laneHistory";
import { SLACK } from "./series";
import type { LaneHistory, RunHistory } from "./types";

/** What a history may keep, pinned lanes included. */
export const HISTORY_ROWS = 2 ** 20;
/** With the 32 MiB of checkpoints, 128 MiB for a run. */
export const HISTORY_BYTES = 96 * 2 ** 20;

export interface HistoryOptions {
  /** number of lanes of the experiment */
  readonly lanes: number;
  readonly precision: "float32" | "float64";
  /** L* of each lane: what `minPositive` and `hasZero` of the loss are measured from (0 if not given) */
  readonly lossBaselines?: readonly number[];
  /** rows kept at full resolution, over all lanes */
  readonly rowLimit?: number;
  readonly byteLimit?: number;
}

/** Numbers merged or moved at once. */
const TIDIED_AT_ONCE = 2 ** 15;
/** Numbers merged or moved for each one stored: all columns, grown meanwhile, are merged before their slack is used up. */
const TIDIED_PER_STORED = 1 + SLACK / (SLACK - 1);

export interface GrowingHistory extends RunHistory {
  /** bytes held by the columns and their extremes */
  readonly bytes: number;
  /** Stores the next rows of some lanes. Throws a RangeError if they do not follow what is stored. */
  append(block: Block): void;
  /**
   * A part of the work that keeps appending short: a millisecond or less; false if there is none left. What was not done when the
   * next rows come is done with them.
   */
  tidy(): boolean;
}

export function createHistory(options: HistoryOptions): GrowingHistory {
  const { precision, lossBaselines = [], rowLimit = HISTORY_ROWS, byteLimit = HISTORY_BYTES } = options;
  const growing: (GrowingLane | undefined)[] = new Array(options.lanes).fill(undefined);
  const lanes: LaneHistory[] = growing.map((_, lane) => emptyLane(lane));
  let revision = 0;
  /** numbers still to merge or move for what was stored last */
  let owed = 0;

  function laneOf(lane: number, block: Block): GrowingLane {
    const known = growing[lane];
    if (known !== undefined) return known;
    if (lane >= options.lanes) throw new RangeError(`a block for lane ${lane} of a run with ${options.lanes} lanes`);
    const created = createLaneHistory({
      lane,
      columnIds: block.columnIds,
      precision,
      lossBaseline: lossBaselines[lane] ?? 0,
      rowLimit: Math.floor(rowLimit / options.lanes),
      byteLimit: Math.floor(byteLimit / options.lanes),
    });
    growing[lane] = created;
    lanes[lane] = created;
    return created;
  }

  /** Columns are merged and grow in step with the rows that come in, so that no append takes long. */
  function tidySome(most: number): void {
    let left = most;
    for (const lane of growing) left -= lane?.tidy(left) ?? 0;
    // Where less was read than might have been, nothing is left to do.
    owed = left > 0 ? 0 : owed - most + left;
  }

  return {
    lanes,
    get revision() {
      return revision;
    },
    get thinned() {
      return lanes.some((lane) => lane.bucketSize > 1);
    },
    get bytes() {
      return growing.reduce((sum, lane) => sum + (lane?.bytes ?? 0), 0);
    },
    tidy() {
      if (owed > 0) tidySome(Math.min(TIDIED_AT_ONCE, owed));
      return owed > 0;
    },
    append(block) {
      if (owed > 0) tidySome(owed);
      for (const lane of block.lanes) {
        const last = lanes[lane]?.lastStep;
        if (last !== undefined && block.firstStep !== last + 1) {
          throw new RangeError(`lane ${lane}: a block from t = ${block.firstStep} does not follow t = ${last}`);
        }
      }
      block.lanes.forEach((lane, index) => {
        laneOf(lane, block).append(block.columns, index, block.rows);
      });
      const columnCount = block.columns.length + derivedColumns.length;
      owed = TIDIED_PER_STORED * block.lanes.length * block.rows * columnCount;
      revision++;
    },
  };
}

/** A lane before its first block. */
function emptyLane(lane: number): LaneHistory {
  return {
    lane,
    rows: 0,
    lastStep: -1,
    bucketSize: 1,
    columnIds: [],
    stepAt: (row) => row,
    rowAt: () => -1,
    value: () => Number.NaN,
    extremes: (_column, _from, _to, out) =>
      Object.assign(out, {
        min: Number.NaN,
        max: Number.NaN,
        minPositive: Number.NaN,
        hasNonFinite: false,
        hasZero: false,
      }),
  };
}
