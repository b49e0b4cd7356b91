/** The order of the rows: asked for by a column's head, taken again when the run ends, and still while numbers stream. */
import { useEffect, useMemo, useRef, useState } from "react";
import { useRun } from "../../hooks/useSession";
import { type Column, type LaneRow, nextOrder, type Order, ordered } from "./laneRows";
import type { Tolerance } from "./tolerance";

export function useOrder(
  rows: readonly LaneRow[],
  measure: (row: LaneRow, column: Column) => number | null,
  tolerance: Tolerance,
) {
  const [order, setOrder] = useState<Order | null>(null);
  const isDone = useRun(({ status }) => status === "finished" || status === "diverged");
  const latest = useRef(measure);
  useEffect(() => {
    latest.current = measure;
  });
  const moment = `${isDone} ${tolerance.quantity} ${tolerance.level}`;
  // biome-ignore lint/correctness/useExhaustiveDependencies: numbers are read at these moments, not as they stream
  const shown = useMemo(() => {
    if (!order) return rows;
    const read = order.column === "steps" ? measure : latest.current;
    return ordered(rows, order, read);
  }, [rows, order, moment]);
  return { order, sort: (column: Column) => setOrder(nextOrder(order, column)), shown };
}
