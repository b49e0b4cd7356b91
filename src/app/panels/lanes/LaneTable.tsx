/**
 * The lanes side by side as a table: what differs, where each has come, and how fast. Numbers stream in place; rows change their
 * places only when they are asked to and when the run ends.
 */
import { useMemo, useRef, useState } from "react";
import { useGradually } from "../../hooks/useGradually";
import { useLanes, useSession } from "../../hooks/useSession";
import { LaneHead } from "./LaneHead";
import { LaneRowView } from "./LaneRowView";
import { LaneToolbar } from "./LaneToolbar";
import { type Column, type LaneRow, type LanesProps, laneRows, rowKeys } from "./laneRows";
import { createPassages, type Tolerance, usualTolerance } from "./tolerance";
import { useOrder } from "./useOrder";

export function LaneTable({ lanes, pinNames }: LanesProps) {
  const { run } = useSession();
  const pins = useLanes((state) => state.pins);
  const [tolerance, setTolerance] = useState<Tolerance>(usualTolerance);
  const [isOpen, setIsOpen] = useState(true);
  const [current, setCurrent] = useState(0);
  const passageOf = useMemo(createPassages, []);
  const rows = useMemo(() => laneRows(lanes, pins, pinNames), [lanes, pins, pinNames]);
  const keys = useMemo(() => rowKeys(rows), [rows]);
  const body = useRef<HTMLTableSectionElement>(null);

  function measure(row: LaneRow, column: Column): number | null {
    const { history, facts, pin, number } = row;
    const at = history.rows - 1;
    if (column === "number") return number ?? Number.POSITIVE_INFINITY;
    if (column === "time") return pin ? pin.computeTime : (run.getState().computeTimes[(number ?? 0) - 1] ?? 0);
    if (at < 0) return null;
    if (column === "gap") return history.value("loss", at) - facts.infimum;
    if (column === "min") return history.value("min_grad_norm_sq", at);
    return column === "steps" ? (passageOf(row, tolerance)?.to ?? null) : null;
  }

  const { order, sort, shown } = useOrder(rows, measure, tolerance);
  const there = useGradually(shown.length);
  const last = there - 1;

  /** The arrows go from row to row and stay with the control that they are on. */
  function moveTo(wanted: number, control: Element) {
    const next = Math.max(0, Math.min(wanted, last));
    const here = control.closest("tr");
    const place = here ? stops(here).indexOf(control) : 0;
    const target = body.current?.rows[next];
    setCurrent(next);
    const goal = target && (stops(target)[place] ?? target);
    if (goal instanceof HTMLElement) goal.focus();
  }

  return (
    <>
      <LaneToolbar
        rows={rows}
        isOpen={isOpen}
        onToggle={() => setIsOpen(!isOpen)}
        tolerance={tolerance}
        onTolerance={setTolerance}
      />
      <div className="lanes-scroll" hidden={!isOpen}>
        <table className="lanes-table">
          <caption className="sr-only">
            Lanes of the run and pinned ones. Arrow keys go from row to row; Enter lets a lane stand out.
          </caption>
          <LaneHead keys={keys} order={order} tolerance={tolerance} onSort={sort} />
          <tbody ref={body}>
            {shown.slice(0, there).map((row, index) => (
              <LaneRowView
                key={row.id}
                row={row}
                keys={keys}
                isCurrent={index === Math.min(current, last)}
                measure={measure}
                passage={() => passageOf(row, tolerance)}
                onFocus={() => setCurrent(index)}
                onMove={(by, control) => moveTo(index + by, control)}
              />
            ))}
          </tbody>
        </table>
      </div>
    </>
  );
}

/** What can hold the focus in a row, the row itself first. */
function stops(row: HTMLTableRowElement): readonly Element[] {
  return [row, ...row.querySelectorAll("button, a")];
}
