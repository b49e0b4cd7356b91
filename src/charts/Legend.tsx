import type { Series } from "./series";

/** Entries beyond this would leave no room for the plot; the table of lanes has them all. */
const MAX_ENTRIES = 6;

/** Lanes by colour and dash, where there is no room for labels at the lines' ends. */
export function Legend({ series }: { readonly series: readonly Series[] }) {
  // Lanes before bounds; what comes and goes would be named where it is not drawn.
  const named = series.filter(({ label, isRead }) => label !== null && isRead !== false);
  const lines = named.toSorted((a, b) => Number(b.role === "line") - Number(a.role === "line"));
  if (lines.length === 0) return null;
  return (
    <ul className="chart-legend">
      {lines.slice(0, MAX_ENTRIES).map(({ id, label, colour, dash, role }) => (
        <li key={id}>
          <svg viewBox="0 0 22 6" aria-hidden="true">
            <line
              x2="22"
              y1="3"
              y2="3"
              stroke={`var(--${colour})`}
              strokeWidth={role === "line" ? 2 : 1.4}
              strokeDasharray={dash.join(" ")}
            />
          </svg>
          {label}
        </li>
      ))}
      {lines.length > MAX_ENTRIES && <li className="chart-legend-rest">and {lines.length - MAX_ENTRIES} more</li>}
    </ul>
  );
}
