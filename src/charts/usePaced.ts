import { useCallback, useEffect, useRef } from "react";
import type { ChartView, Drawing } from "./chartView";
import { useFault } from "./useFault";

/** Words for screen readers follow the data at most this often, in milliseconds. */
export const WORDS_INTERVAL = 1000;

/**
 * Calls `follow` on frames on which the view has changed, at most every `interval` milliseconds; the last change always. What it
 * returns asks for another call: for what follows a picture that is drawn on a frame of its own.
 */
export function usePaced(view: ChartView, interval: number, follow: () => void): () => void {
  const latest = useRef(follow);
  const drawing = useRef<Drawing | null>(null);
  const onFault = useFault();
  useEffect(() => {
    latest.current = follow;
    drawing.current?.invalidate();
  });
  useEffect(() => {
    const own = view.onFrame(() => latest.current(), { interval, onFault });
    drawing.current = own;
    return own.stop;
  }, [view, interval, onFault]);
  return useCallback(() => drawing.current?.invalidate(), []);
}
