/** How many of many rows to render: more with each frame, so that laying out a long table keeps nobody waiting. */
import { startTransition, useEffect, useState } from "react";

const ROWS_AT_ONCE = 16;

/** At most `all`, which is reached a few frames later. */
export function useGradually(all: number): number {
  const [count, setCount] = useState(ROWS_AT_ONCE);
  useEffect(() => {
    if (count >= all) return;
    const frame = requestAnimationFrame(() => startTransition(() => setCount(count + ROWS_AT_ONCE)));
    return () => cancelAnimationFrame(frame);
  }, [count, all]);
  return Math.min(count, all);
}
