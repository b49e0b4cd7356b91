/** A short piece of a lane's line: its colour and its dash. */
import { laneColour, laneDash } from "../../charts/palette";

export function LaneSwatch({ lane, width = 18 }: { readonly lane: number; readonly width?: number }) {
  return (
    <svg width={width} height={8} aria-hidden="true" className="shrink-0">
      <line
        x1={0}
        x2={width}
        y1={4}
        y2={4}
        stroke={`var(--${laneColour(lane)})`}
        strokeWidth={2.5}
        strokeDasharray={laneDash(lane)
          .map((length) => length / 1.5)
          .join(" ")}
      />
    </svg>
  );
}
