/** The plane of the picture: placed when a run comes or goes on, its ground computed coarse at first and finer when all is idle. */
import { useEffect, useMemo, useRef, useState } from "react";
import type { PlaneWindow } from "../../../charts/geometry/contours";
import type { RunHistory } from "../../../history/types";
import type { Heights, Place, PlaneChoice } from "../../../protocol/plane";
import type { RunClient } from "../../../store/runClient";
import { useRun, useSession } from "../../hooks/useSession";

/** Lanes drawn in the plane of the first one. */
const MOST_LANES = 8;
/** States of a lane that are sent along; between them the worker replays. */
const MOST_STATES = 64;
/** Milliseconds between two placements while rows come in. */
const WHILE_RUNNING = 1000;
/** Milliseconds of rest before a plane is placed anew: one that a hand would change again at once keeps the hand waiting. */
const AT_REST = 300;
/** Samples on a side, one after the other; the finer ones only as long as the one before was this quick, in milliseconds. */
const SIZES = [36, 72, 144];
const QUICK = 120;
/** Milliseconds of rest before a finer one: drawing it takes the page longer than a slider that moves may wait. */
const BEFORE_FINER = 300;
/** Room around the paths, and half the side of an exact plane at least: its minima belong to the picture. */
const MARGIN = 1.2;
const LEAST_EXACT = 1.5;

export interface PlaneOnScreen {
  readonly place: Place | null;
  /** counts placements: what was asked of an earlier one is stale */
  readonly placed: number;
  readonly heights: Heights | null;
  /** why there is no plane */
  readonly reason: string | null;
}

export function usePlane(
  run: RunHistory,
  lanes: readonly number[],
  choice: PlaneChoice | null,
  chosenWindow: PlaneWindow | null,
): PlaneOnScreen & { readonly window: PlaneWindow } {
  const { client, run: store } = useSession();
  const isRunning = useRun(({ status }) => status === "running");
  const [{ place, placed, reason }, setPlaced] = useState<Omit<PlaneOnScreen, "heights">>({
    place: null,
    placed: 0,
    reason: null,
  });
  const key = lanes.slice(0, MOST_LANES).join();
  const isFirst = useRef(true);

  useEffect(() => {
    if (run.lanes.length === 0) return;
    let isAsking = false;
    let isStale = false;
    async function ask() {
      if (isAsking) return;
      isAsking = true;
      try {
        const answer = await client.plane(
          placeQuestion(client, key.split(",").map(Number), choice, store.getState().lastStep),
        );
        if (answer && !isStale) setPlaced((old) => ({ place: answer, placed: old.placed + 1, reason: null }));
      } catch (error) {
        const said = error instanceof Error ? error.message : String(error);
        if (!isStale) setPlaced((old) => ({ place: null, placed: old.placed + 1, reason: said }));
      }
      isAsking = false;
    }
    const rest = setTimeout(ask, isFirst.current ? 0 : AT_REST);
    isFirst.current = false;
    const timer = isRunning ? setInterval(ask, WHILE_RUNNING) : undefined;
    return () => {
      isStale = true;
      clearTimeout(rest);
      clearInterval(timer);
    };
  }, [client, store, run, key, choice, isRunning]);

  const fitted = useMemo(() => (place ? windowAround(place) : { x: 0, y: 0, half: LEAST_EXACT }), [place]);
  const window = chosenWindow ?? fitted;
  const heights = useHeights(client, placed, place !== null, window, isRunning);
  return { place, placed, reason, heights, window };
}

/** J over the window, coarse first. The ground of the window before stays until then. */
function useHeights(
  client: RunClient,
  placed: number,
  isPlaced: boolean,
  window: PlaneWindow,
  isRunning: boolean,
): Heights | null {
  const [heights, setHeights] = useState<Heights | null>(null);
  const underWay = useRef<Promise<unknown>>(Promise.resolve());
  useEffect(() => {
    if (!isPlaced || placed === 0) return;
    let isStale = false;
    async function refine() {
      // One at a time: while a window is dragged those in between are skipped.
      await underWay.current;
      for (const size of isRunning ? SIZES.slice(0, 1) : SIZES) {
        if (size !== SIZES[0]) await new Promise((resolve) => setTimeout(resolve, BEFORE_FINER));
        if (isStale) return;
        const begin = performance.now();
        const answering = client.plane({ kind: "heights", window, size });
        underWay.current = answering.catch(() => {});
        const answer = await answering;
        if (!answer || isStale) return;
        setHeights(answer);
        if (performance.now() - begin > QUICK) return;
      }
    }
    // A ground that cannot be computed is left as it is: the placement says why.
    refine().catch(() => {});
    return () => {
      isStale = true;
    };
  }, [client, placed, isPlaced, window, isRunning]);
  return heights;
}

function placeQuestion(client: RunClient, lanes: readonly number[], choice: PlaneChoice | null, last: number) {
  const states = lanes.map((lane) => {
    const all = client.states(lane).filter(({ t }) => t <= last);
    const stride = Math.max(1, Math.ceil(all.length / MOST_STATES));
    return all.filter((_, i) => i % stride === 0 || i === all.length - 1);
  });
  return { kind: "place", choice, lanes, states, last: Math.max(0, last) } as const;
}

/** A square around the origin that holds the paths, rounded up so that it seldom changes. */
function windowAround({ trails, saddle, choice }: Place): PlaneWindow {
  let farthest = 0;
  for (const { trail } of trails) {
    for (const values of [trail.x, trail.y])
      for (const value of values) farthest = Math.max(farthest, Math.abs(value) || 0);
  }
  if (!(farthest < 1e12)) farthest = 1;
  const least = choice === "exact" ? LEAST_EXACT : farthest > 0 ? 0 : Math.sqrt(2 * saddle.sigma1) || 1;
  const half = Math.max(least, MARGIN * farthest);
  const unit = 10 ** Math.floor(Math.log10(half)) / 2;
  return { x: 0, y: 0, half: Math.ceil(half / unit) * unit };
}
