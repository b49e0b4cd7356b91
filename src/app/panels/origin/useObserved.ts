/** What the worker observes of the run's kept states, asked for as they come. */
import { useEffect, useMemo } from "react";
import type { ObservedLane } from "../../../charts/origin/directionSeries";
import { observedHistory } from "../../../charts/origin/observedHistory";
import { laneColour, laneDash } from "../../../charts/palette";
import type { Observed } from "../../../store/runStore";
import type { BoardLane } from "../../board";
import { useFrame } from "../../hooks/useFrame";
import { useRun, useSession } from "../../hooks/useSession";

/** Milliseconds between two looks at whether there is more to observe. */
const INTERVAL = 200;

export function useObserved(): Observed | null {
  const { client } = useSession();
  const observed = useRun((state) => state.observed);
  useFrame(client.observe, INTERVAL);
  // What did not fit the last answer is asked for at once.
  useEffect(() => {
    if (observed) client.observe();
  }, [client, observed]);
  return observed;
}

const nothing: Observed["lanes"][number] = [];

/** The lanes with their observations as rows; their identity stays while a run goes on. */
export function useObservedLanes(lanes: readonly BoardLane[]): readonly ObservedLane[] {
  const { run: store } = useSession();
  return useMemo(() => {
    const isAlone = lanes.length === 1;
    return lanes.map(({ index, name }) => {
      const read = () => store.getState().observed?.lanes[index] ?? nothing;
      return {
        index,
        name,
        colour: laneColour(index),
        dash: isAlone ? [] : laneDash(index),
        history: observedHistory(index, read),
        read,
      };
    });
  }, [lanes, store]);
}
