/** Descents from other starts than the run's: from where the start is dragged, from many places drawn at random, or nudged. */
import { useCallback, useEffect, useRef, useState } from "react";
import type { PlaneWindow } from "../../../charts/geometry/contours";
import type { PlaneQuestion, Previews } from "../../../protocol/plane";
import { useSession } from "../../hooks/useSession";

/** Steps of a path that is dragged, and of those that are dropped. */
const DRAG_STEPS = 500;
const DROP_STEPS = 3000;
export const DROPPED = 64;

export interface Shown extends Previews {
  readonly kind: "drag" | "drop" | "nudge";
  readonly epsilon: number | null;
}

export interface Descents {
  readonly shown: Shown | null;
  drag(x: number, y: number): void;
  drop(window: PlaneWindow): void;
  nudge(epsilon: number): Promise<Shown | null>;
  clear(): void;
}

type Question = Extract<PlaneQuestion, { kind: "previews" | "nudge" }>;

/** Of several asked for while one is under way, the last is asked next. */
export function useDescents(placed: number): Descents {
  const { client } = useSession();
  const [shown, setShown] = useState<Shown | null>(null);
  const isAsking = useRef(false);
  const next = useRef<(() => void) | null>(null);
  const seed = useRef(0);

  useEffect(() => {
    // A new placement may be another run: what was tried before does not belong to it.
    if (placed > 0) {
      next.current = null;
      setShown(null);
    }
  }, [placed]);

  const ask = useCallback(
    (question: Question, look: Pick<Shown, "kind" | "epsilon">) =>
      new Promise<Shown | null>((resolve) => {
        async function send() {
          isAsking.current = true;
          const answer = await client.plane(question).catch(() => null);
          isAsking.current = false;
          const found = answer && { ...answer, ...look };
          if (found) setShown(found);
          resolve(found);
          const waiting = next.current;
          next.current = null;
          waiting?.();
        }
        if (isAsking.current) next.current = send;
        else send();
      }),
    [client],
  );

  return {
    shown,
    drag: (x, y) => {
      ask({ kind: "previews", starts: [[x, y]], steps: DRAG_STEPS }, { kind: "drag", epsilon: null });
    },
    drop: (window) => {
      const starts = { count: DROPPED, seed: seed.current++, window };
      ask({ kind: "previews", starts, steps: DROP_STEPS }, { kind: "drop", epsilon: null });
    },
    nudge: (epsilon) => ask({ kind: "nudge", epsilon }, { kind: "nudge", epsilon }),
    clear: () => setShown(null),
  };
}
