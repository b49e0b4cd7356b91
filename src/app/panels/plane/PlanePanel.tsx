/** The picture of V = 0: J over a plane through it, the run's way, and starts to be taken in hand. */
import "../../styles/plane.css";
import { Maximize2, Minimize2, Minus, Plus, Scan, Table } from "lucide-react";
import { useId, useLayoutEffect, useMemo, useRef, useState } from "react";
import type { PlaneWindow } from "../../../charts/geometry/contours";
import { LandscapeFigure } from "../../../charts/landscape/LandscapeFigure";
import { landscapeLayout, zoomed } from "../../../charts/landscape/layout";
import { columnTrail, type LandscapeTrail, pointTrail } from "../../../charts/landscape/trail";
import { laneColour, laneDash } from "../../../charts/palette";
import { useReader } from "../../../charts/useReader";
import type { RunHistory } from "../../../history/types";
import { isNearOrigin } from "../../../lora/phases/classify";
import type { Place, PlaneChoice } from "../../../protocol/plane";
import type { BoardLane } from "../../board";
import { useFrame } from "../../hooks/useFrame";
import { useExperiment, useSession } from "../../hooks/useSession";
import { Basins } from "./Basins";
import { axisNames, choiceName, firstBelow, pathWords, shareWords, startWords } from "./planeWords";
import { startKeys, whyNot } from "./startText";
import { DROPPED, type Shown, useDescents } from "./useDescents";
import { usePlane } from "./usePlane";

interface Props {
  readonly run: RunHistory;
  /** the first one's plane is drawn */
  readonly lanes: readonly BoardLane[];
}

const EPSILONS = [1e-1, 1e-2, 1e-3, 1e-4, 1e-6, 1e-8, 1e-12];
const ZOOM = 0.7;
/** Pixels of a side, for heights that are heard. */
const READ_SIDE = 1000;
/** Milliseconds between two looks for the escape in rows that come in. */
const WORDS_INTERVAL = 400;

export function PlanePanel({ run, lanes }: Props) {
  const { chartView, experiment } = useSession();
  const T = useExperiment((state) => state.link.T);
  const [choice, setChoice] = useState<PlaneChoice | null>(null);
  const [chosenWindow, setWindow] = useState<PlaneWindow | null>(null);
  const [epsilon, setEpsilon] = useState(1e-3);
  const [isLarge, setLarge] = useState(false);
  const indices = useMemo(() => lanes.map(({ index }) => index), [lanes]);
  const { place, placed, heights, reason, window } = usePlane(run, indices, choice, chosenWindow);
  const descents = useDescents(placed);
  const { shown } = descents;
  const [wordsId, keysId] = [useId(), useId()];
  const frame = useRef<HTMLDivElement>(null);
  const lane = lanes[0]!;
  const trails = useMemo(() => trailsOf(place, lanes, run), [place, lanes, run]);
  const words = useStartWords(place, lane);

  const title = "Stationary point V = 0";
  const toldWords = [words, place && shareWords(place)].filter(Boolean).join(" ");
  const reader = useReader(({ readablePathChart }) =>
    readablePathChart({
      ...{ title, view: chartView, T, kind: "linear", words: toldWords },
      names: axisNames(place?.choice ?? "exact"),
      paths: trails.map((trail, i) => ({ id: String(i), name: trail.name, at: (t) => placeAt(trail, t) })),
      layout: () => landscapeLayout(READ_SIDE, READ_SIDE, window, 1),
    }),
  );

  useLayoutEffect(() => {
    if (isLarge) frame.current?.showPopover();
  }, [isLarge]);

  if (reason !== null) return <p className="chart text-mute">{`There is no plane to draw: ${reason}.`}</p>;

  const isExact = place?.choice === "exact";
  const own = place?.trails[0]?.trail;
  const first = shown && shown.kind !== "drop" ? shown.previews[0] : undefined;
  const held = first?.trail ?? own;
  const start = held && held.x.length > 0 ? { x: held.x[0]!, y: held.y[0]! } : null;
  const refusal = first ? whyNot(first.start, lane.config) : null;

  /** The run starts there from now on. */
  function runFrom(chosen: Shown): void {
    const preview = chosen.previews[0];
    if (!preview) return;
    const isTooLarge = whyNot(preview.start, lane.config) !== null;
    // From V = 0 the unstable start of that scale is the same nudge, at any size.
    if (isTooLarge && !(chosen.epsilon !== null && place?.saddle.norm === 0)) return;
    const keys = isTooLarge
      ? ([
          ["init", "unstable"],
          ["scale", String(chosen.epsilon)],
        ] as const)
      : startKeys(preview.start);
    const isAlone = run.lanes.length === 1;
    for (const [key, text] of keys) {
      if (isAlone) experiment.setText(key, text, "start");
      else experiment.setLaneText(lane.index, key, text, "start");
    }
    experiment.endGesture();
  }

  async function nudge(): Promise<void> {
    const answer = await descents.nudge(epsilon);
    // A run that does not move has nothing to lose.
    if (answer && place?.saddle.norm === 0) runFrom(answer);
  }

  function handleKey(key: string): boolean {
    switch (key) {
      case "n":
        nudge();
        return true;
      case "d":
        descents.drop(window);
        return true;
      case "Enter":
        if (shown && shown.kind !== "drop") runFrom(shown);
        return true;
      case "Escape":
        if (shown) descents.clear();
        else if (isLarge) setLarge(false);
        else return false;
        return true;
      default:
        return reader.key(key);
    }
  }

  return (
    <div ref={frame} className="plane chart" data-large={isLarge} popover={isLarge ? "manual" : undefined}>
      <div className="chart-head">
        <h3 className="chart-title">{title}</h3>
        <span className="plane-tools">
          <Tool label="read the chart: table, words and sound" onClick={reader.open} icon={<Table size={14} />} />
          <Tool label="zoom out" onClick={() => setWindow(zoomed(window, 1 / ZOOM))} icon={<Minus size={14} />} />
          <Tool label="zoom in" onClick={() => setWindow(zoomed(window, ZOOM))} icon={<Plus size={14} />} />
          <Tool label="show the whole path" onClick={() => setWindow(null)} icon={<Scan size={14} />} />
          <Tool
            label={isLarge ? "make the picture small" : "make the picture large"}
            onClick={() => setLarge(!isLarge)}
            icon={isLarge ? <Minimize2 size={14} /> : <Maximize2 size={14} />}
          />
        </span>
      </div>
      {place && place.choices.length > 1 && (
        <label className="plane-choice">
          <span>plane of</span>
          <select
            value={place.choice}
            onChange={(event) => {
              // The options are the choices.
              setChoice(event.target.value as PlaneChoice);
              setWindow(null);
            }}
          >
            {place.choices.map((each) => (
              <option key={each} value={each}>
                {choiceName(each)}
              </option>
            ))}
          </select>
        </label>
      )}
      <LandscapeFigure
        label="Loss over a plane through V = 0"
        describedBy={`${wordsId} ${keysId}`}
        axes={axisNames(place?.choice ?? "exact")}
        window={window}
        ground={heights}
        form={place}
        trails={trails}
        previews={(shown?.previews ?? []).map(({ trail, basin }) => ({ trail, colour: laneColour(basin + 1) }))}
        start={start}
        view={chartView}
        onWindow={setWindow}
        onStart={descents.drag}
        onKey={handleKey}
      />
      <div className="plane-hands">
        <button type="button" className="button" onClick={nudge}>
          Nudge by
        </button>
        <select
          aria-label="size of the nudge"
          value={epsilon}
          onChange={(event) => setEpsilon(Number(event.target.value))}
        >
          {EPSILONS.map((each) => (
            <option key={each} value={each}>
              {each >= 1e-3 ? each : each.toExponential()}
            </option>
          ))}
        </select>
        <button type="button" className="button" onClick={() => descents.drop(window)}>
          Drop {DROPPED} starts
        </button>
        {first && refusal === null && shown && (
          <button type="button" className="button plane-run" onClick={() => runFrom(shown)}>
            Run from here
          </button>
        )}
        {shown && (
          <button type="button" className="button" onClick={descents.clear}>
            Clear
          </button>
        )}
      </div>
      <div className="plane-words">
        <p id={wordsId}>{toldWords}</p>
        <div role="status">
          {first && shown && <p>{pathWords(first, shown.basins[first.basin]!, shown.steps, isExact)}</p>}
          {refusal && <p>{refusal}</p>}
          {shown?.kind === "drop" && <Basins {...shown} isExact={isExact} />}
        </div>
        <p id={keysId} className="plane-keys">
          Drag the ring, or move it by arrow keys; Enter runs from there. Shift and arrows, +, − and 0 move the view. N
          nudges, D drops, T reads it.
        </p>
      </div>
      {reader.card}
    </div>
  );
}

interface ToolProps {
  readonly label: string;
  readonly icon: React.ReactNode;
  readonly onClick: () => void;
}

function Tool({ label, icon, onClick }: ToolProps) {
  return (
    <button type="button" className="plane-tool" aria-label={label} title={label} onClick={onClick}>
      {icon}
    </button>
  );
}

/** Where the way is at iterate t, as far as it is known. */
function placeAt(trail: LandscapeTrail, t: number): readonly [x: number, y: number] | null {
  const spot = t <= trail.lastStep() ? trail.at(t) : null;
  return spot && [spot.x, spot.y];
}

/** The ways of the lanes: every kept iterate of a 1×1 problem, watched iterates of a larger one. */
function trailsOf(place: Place | null, lanes: readonly BoardLane[], run: RunHistory): readonly LandscapeTrail[] {
  const isAlone = lanes.length === 1;
  return (place?.trails ?? []).flatMap(({ lane: index, trail }) => {
    const lane = lanes.find((each) => each.index === index);
    if (!lane || !run.lanes[index]) return [];
    const look = { name: lane.name, colour: laneColour(index), dash: isAlone ? [] : laneDash(index) };
    return place?.choice === "exact" ? columnTrail(look, () => lane.history) : pointTrail(look, trail);
  });
}

/** What is known of the start; told anew when the run has left the origin. */
function useStartWords(place: Place | null, lane: BoardLane): string {
  const [escaped, setEscaped] = useState<number | null>(null);
  useFrame(() => setEscaped(place ? firstBelow(lane.history, place.saddle.escapeLoss) : null), WORDS_INTERVAL);
  if (!place) return "";
  const { saddle } = place;
  const { L } = lane.facts;
  return startWords({
    ...{ saddle, escaped },
    isQuadratic: lane.config.loss === "quadratic",
    isNear: isNearOrigin(saddle.norm * saddle.norm, L, saddle.sigma1),
  });
}
