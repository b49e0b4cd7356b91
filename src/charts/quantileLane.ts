/**
 * A quantile over lanes as a lane of its own, so that it is drawn, read and described like any other: at iterate t the linearly
 * interpolated quantile of the lanes' values (NumPy's default), the loss measured from each lane's own L*. A lane that ended early or
 * is not finite counts as +∞. Quantiles never fall when a value grows, so that over a range those of the lanes' extremes enclose the
 * quantile at each of its iterates; on a single iterate, and where all lanes are monotone, they are equal to it.
 */
import type { ColumnId } from "../history/columns";
import type { Extremes, LaneHistory } from "../history/types";
import { emptyExtremes } from "./geometry/reading";

export interface QuantileMember {
  readonly history: LaneHistory;
  /** L*, which is subtracted from the loss */
  readonly infimum: number;
  /** the lane ended before T: no more rows will come */
  isEnded(): boolean;
}

/** Of numbers in rising order. */
export function quantileOf(sorted: Float64Array, q: number): number {
  const place = q * (sorted.length - 1);
  const low = sorted[Math.floor(place)]!;
  const high = sorted[Math.ceil(place)]!;
  return low === high ? low : low + (high - low) * (place - Math.floor(place));
}

/** At least one member; all of one run, so that their rows stand for the same iterates. */
export function quantileLane(members: readonly QuantileMember[], q: number): LaneHistory {
  const sorted = new Float64Array(members.length);
  const of: Extremes = emptyExtremes();

  /** The lane that is furthest behind of those that go on; the longest once none does: its rows are this lane's. */
  function leading(): LaneHistory {
    let behind: LaneHistory | null = null;
    let longest = members[0]!.history;
    for (const member of members) {
      const { history } = member;
      if (history.lastStep > longest.lastStep) longest = history;
      if (!member.isEnded() && !(behind && behind.lastStep <= history.lastStep)) behind = history;
    }
    return behind ?? longest;
  }

  function quantile(read: (history: LaneHistory) => number, column: ColumnId): number {
    for (const [i, { history, infimum }] of members.entries()) {
      const value = read(history) - (column === "loss" ? infimum : 0);
      sorted[i] = Number.isNaN(value) ? Infinity : value;
    }
    return quantileOf(sorted.sort(), q);
  }

  function valueAt(column: ColumnId, t: number): number {
    return quantile((history) => (t > history.lastStep ? Infinity : history.value(column, history.rowAt(t))), column);
  }

  function extremes(column: ColumnId, from: number, to: number, out: Extremes): Extremes {
    const lead = leading();
    const first = lead.stepAt(from);
    const end = lead.stepAt(to);
    const over = (pick: (of: Extremes) => number) =>
      quantile((history) => {
        if (first > history.lastStep) return Infinity;
        history.extremes(column, history.rowAt(first), history.rowAt(end - 1) + 1, of);
        return pick(of);
      }, column);
    const isOne = end - first === 1;
    const min = isOne ? valueAt(column, first) : over((found) => found.min);
    const max = isOne ? min : over((found) => (found.hasNonFinite ? Infinity : found.max));
    out.min = Number.isFinite(min) ? min : Number.NaN;
    out.max = Number.isFinite(max) ? max : out.min;
    out.minPositive = out.min > 0 ? out.min : out.max > 0 ? out.max : Number.NaN;
    out.hasNonFinite = !Number.isFinite(max);
    out.hasZero = min <= 0;
    return out;
  }

  return {
    lane: leading().lane,
    get rows() {
      return leading().rows;
    },
    get lastStep() {
      return leading().lastStep;
    },
    get bucketSize() {
      return leading().bucketSize;
    },
    get columnIds() {
      return leading().columnIds;
    },
    stepAt: (row) => leading().stepAt(row),
    rowAt: (t) => leading().rowAt(t),
    value: (column, row) => valueAt(column, leading().stepAt(row)),
    extremes,
  };
}
