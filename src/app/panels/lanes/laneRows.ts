/** Rows of the table of lanes: those of the run, then the pinned ones; the keys that tell them apart, and their order. */

import type { ColourName } from "../../../charts/palette";
import { laneColour, laneDash } from "../../../charts/palette";
import type { LaneHistory } from "../../../history/types";
import type { LaneConfig, ParameterId } from "../../../lora/experiment";
import { appliesTo } from "../../../permalink/schema";
import type { LaneId, Pin } from "../../../store/laneStore";
import type { BoardLane } from "../../board";
import { liveId, pinLook } from "../../drawnLanes";
import { tellingKeys, valueText } from "../../laneNames";

export interface LanesProps {
  readonly lanes: readonly BoardLane[];
  readonly pinNames: readonly string[];
}

export interface LaneRow {
  readonly id: LaneId;
  readonly name: string;
  /** 1, 2, … of the run; null if pinned */
  readonly number: number | null;
  readonly config: LaneConfig;
  readonly facts: Pin["facts"];
  readonly history: LaneHistory;
  readonly pin: Pin | null;
  readonly colour: ColourName;
  readonly dash: readonly number[];
}

export function laneRows(lanes: readonly BoardLane[], pins: readonly Pin[], pinNames: readonly string[]): LaneRow[] {
  const live = lanes.map((lane): LaneRow => {
    const { index, name, config, facts } = lane;
    return {
      ...{ id: liveId(index), name: name || "this run", number: index + 1, config, facts, pin: null },
      ...{ colour: laneColour(index), dash: laneDash(index) },
      // A lane's rows are held by an object of their own once the first have come.
      get history() {
        return lane.history;
      },
    };
  });
  const pinned = pins.map((pin, i): LaneRow => {
    const { id, config, facts, history } = pin;
    return { id, name: pinNames[i] ?? "", number: null, config, facts, history, pin, ...pinLook(pin) };
  });
  return [...live, ...pinned];
}

/** The parameters in which rows differ, those first that say most: what was chosen, then numbers. */
export function rowKeys(rows: readonly LaneRow[]): readonly ParameterId[] {
  const order: readonly ParameterId[] = ["loss", "method", "r", "init", "step", "eta"];
  const place = (key: ParameterId) => (order.includes(key) ? order.indexOf(key) : order.length);
  const keys = rows.length > 1 ? tellingKeys(rows.map(({ config }) => config)) : [];
  return keys.toSorted((a, b) => place(a) - place(b));
}

/** What a row says of a parameter; nothing where its lane does not read it. */
export function cellText(key: ParameterId, { config }: LaneRow): string {
  return appliesTo(key, config) ? valueText(key, config) : "";
}

/** What the table can be ordered by: a parameter, or a measured number of each row. */
export type Column = ParameterId | "number" | "gap" | "min" | "steps" | "time";

export interface Order {
  readonly column: Column;
  readonly direction: "ascending" | "descending";
}

/** Rising, then falling, then as the lanes come. */
export function nextOrder(order: Order | null, column: Column): Order | null {
  if (order?.column !== column) return { column, direction: "ascending" };
  return order.direction === "ascending" ? { column, direction: "descending" } : null;
}

/** Rows without a value come last either way; equal ones stay in the order in which they were. */
export function ordered(
  rows: readonly LaneRow[],
  { column, direction }: Order,
  measure: (row: LaneRow, column: Column) => number | null,
): readonly LaneRow[] {
  const sign = direction === "ascending" ? 1 : -1;
  const keyed = rows.map((row) => ({ row, value: measure(row, column) ?? textOf(row, column) }));
  return keyed.toSorted((a, b) => compared(a.value, b.value, sign)).map(({ row }) => row);
}

function textOf(row: LaneRow, column: Column): string | number | null {
  if (!(column in row.config)) return null;
  const text = cellText(column as ParameterId, row); // a key of the lane, by the line before
  return text === "" ? null : Number.isNaN(Number.parseFloat(text)) ? text : Number.parseFloat(text);
}

function compared(a: string | number | null, b: string | number | null, sign: number): number {
  const [noA, noB] = [a, b].map((value) => value === null || Number.isNaN(value));
  if (noA || noB) return Number(noA) - Number(noB);
  if (typeof a === "number" && typeof b === "number") return sign * (a < b ? -1 : a > b ? 1 : 0);
  return sign * String(a).localeCompare(String(b));
}
