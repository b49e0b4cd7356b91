/**
 * Calls `draw` once on every animation frame in which something moved: the playhead, the crosshair or the computed rows; with an
 * interval in milliseconds, no more often than that.
 */
import { useEffect, useRef } from "react";
import { useSession } from "./useSession";

export function useFrame(draw: () => void, interval = 0): void {
  const { chartView } = useSession();
  const current = useRef(draw);
  useEffect(() => {
    current.current = draw;
    chartView.invalidate();
  });
  useEffect(() => chartView.onFrame(() => current.current(), interval), [chartView, interval]);
}
