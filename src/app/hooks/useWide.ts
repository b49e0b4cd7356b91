/** Whether the window is wide enough for the three columns. Must agree with the breakpoint in styles.css. */
import { useSyncExternalStore } from "react";

const query = window.matchMedia("(width >= 64rem)");

function subscribe(onChange: () => void): () => void {
  query.addEventListener("change", onChange);
  return () => query.removeEventListener("change", onChange);
}

export function useWide(): boolean {
  return useSyncExternalStore(subscribe, () => query.matches);
}
