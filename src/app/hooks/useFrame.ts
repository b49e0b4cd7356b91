/**
 * Calls `draw` once on every animation frame in which something moved: the playhead, the crosshair or the computed rows; with an
 * interval in milliseconds, no more often than that.
 */
import { usePaced } from "../../charts/usePaced";
import { useSession } from "./useSession";

export function useFrame(draw: () => void, interval = 0): void {
  usePaced(useSession().chartView, interval, draw);
}
