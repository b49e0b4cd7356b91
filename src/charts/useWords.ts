import { useEffect, useRef } from "react";
import type { ChartView } from "./chartView";

/** Words for screen readers follow the data at most this often, in milliseconds. */
const WORDS_INTERVAL = 1000;

/** Calls `speak` when the view has changed, at a pace that can be listened to. */
export function useWords(view: ChartView, speak: () => void): void {
  const latest = useRef(speak);
  useEffect(() => {
    latest.current = speak;
  });
  useEffect(() => view.onFrame(() => latest.current(), WORDS_INTERVAL), [view]);
}
