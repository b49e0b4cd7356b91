/** The head of a column: a button that orders the table by it. */
import type { ReactNode } from "react";
import type { Column, Order } from "./laneRows";

interface Props {
  readonly column: Column;
  /** what is read where the head shows a symbol */
  readonly name: string;
  readonly title: string;
  readonly order: Order | null;
  readonly isText?: boolean;
  readonly onSort: (column: Column) => void;
  readonly children: ReactNode;
}

const marks = { ascending: "↑", descending: "↓" } as const;

export function SortHeader({ column, name, title, order, isText = false, onSort, children }: Props) {
  const direction = order?.column === column ? order.direction : null;
  return (
    <th scope="col" aria-sort={direction ?? "none"} data-text={isText}>
      <button
        type="button"
        className="lanes-sort"
        title={title}
        aria-label={`sort by ${name}`}
        onClick={() => onSort(column)}
      >
        {children}
        {/* Its place is kept, so that columns stay as wide as they are. */}
        <span className="lanes-mark" aria-hidden="true">
          {direction && marks[direction]}
        </span>
      </button>
    </th>
  );
}
