import { useEffect, useRef } from "react";
import type { ChartView } from "./chartView";

/** Words for screen readers follow the data at most this often, in milliseconds. */
export const WORDS_INTERVAL = 1000;

/** Calls `follow` on frames on which the view has changed, at most every `interval` milliseconds; the last change always. */
export function usePaced(view: ChartView, interval: number, follow: () => void): void {
  const latest = useRef(follow);
  useEffect(() => {
    latest.current = follow;
  });
  useEffect(() => view.onFrame(() => latest.current(), interval), [view, interval]);
}
