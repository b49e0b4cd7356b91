/** How many of many parts to render: more with each frame, so that laying out all of them keeps nobody waiting. */
import { startTransition, useEffect, useState } from "react";

/** Rows of a table. */
const USUAL = 16;

/** At most `all`, which is reached a few frames later. */
export function useGradually(all: number, atOnce = USUAL): number {
  const [count, setCount] = useState(atOnce);
  useEffect(() => {
    if (count >= all) return;
    const frame = requestAnimationFrame(() => startTransition(() => setCount(count + atOnce)));
    return () => cancelAnimationFrame(frame);
  }, [count, all, atOnce]);
  return Math.min(count, all);
}
