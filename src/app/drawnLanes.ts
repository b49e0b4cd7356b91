/** The lanes as charts draw them: those of the run, hidden or standing out, the pinned ones beside them, or draws as bands. */
import { laneColour } from "../charts/palette";
import type { LaneInfo, LaneLook } from "../charts/runCharts";
import type { LaneId, LaneState, Pin } from "../store/laneStore";
import { type BoardLane, laneInfo } from "./board";

/** Dots, as no lane of the run has them. */
const PINNED_DASH: readonly number[] = [1.5, 3.5];

export const liveId = (index: number): LaneId => `lane-${index}`;

/** Colours of pinned lanes begin where those of the run seldom come. */
export function pinLook({ place }: Pick<Pin, "place">): Pick<LaneLook, "colour" | "dash"> {
  return { colour: laneColour(4 - (place % 5)), dash: PINNED_DASH };
}

export interface DrawnOptions {
  readonly lanes: readonly BoardLane[];
  readonly view: LaneState;
  /** of the pinned lanes */
  readonly pinNames: readonly string[];
  /** whether a lane of the run ended before T */
  readonly isEnded: (lane: number) => boolean;
  /** draws gathered into bands, where that is asked for and loaded: see laneBands */
  readonly bandsOf: ((options: DrawnOptions) => readonly LaneInfo[]) | null;
}

/** The lanes of the run, hidden or standing out as asked. */
export function liveLanes(lanes: readonly BoardLane[], view: LaneState): readonly LaneInfo[] {
  return lanes.map((lane) => ({ ...laneInfo(lane), ...standing(liveId(lane.index), view) }));
}

function standing(id: LaneId, { hidden, highlighted }: LaneState): Pick<LaneInfo, "isHidden" | "isMuted"> {
  return { isHidden: hidden.has(id), isMuted: highlighted !== null && highlighted !== id };
}

export function drawnLanes(options: DrawnOptions): readonly LaneInfo[] {
  const { lanes, view, pinNames } = options;
  const bands = options.bandsOf?.(options) ?? [];
  // Over its band only a lane that stands out is drawn.
  const isShown = (index: number) => bands.length === 0 || view.highlighted === liveId(index);
  const live = liveLanes(lanes, view).map((info, i) => (isShown(lanes[i]!.index) ? info : { ...info, isHidden: true }));
  const pinned = view.pins.map((pin, i): LaneInfo => {
    const { infimum, infimumSource, factored } = pin.facts;
    const look = { id: pin.id, history: pin.history, ...pinLook(pin) };
    return { label: pinNames[i] ?? "", infimum, infimumSource, factored, look, ...standing(pin.id, view) };
  });
  return [...live, ...pinned, ...bands];
}
