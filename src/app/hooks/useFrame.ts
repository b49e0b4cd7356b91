/** Calls `draw` once on every animation frame in which something moved: the playhead, the crosshair or the computed rows. */
import { useEffect, useRef } from "react";
import { useSession } from "./useSession";

export function useFrame(draw: () => void): void {
  const { chartView } = useSession();
  const current = useRef(draw);
  useEffect(() => {
    current.current = draw;
    chartView.invalidate();
  });
  useEffect(() => chartView.onFrame(() => current.current()), [chartView]);
}
