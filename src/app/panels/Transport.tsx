/** Play, step, restart, speed, the scrubber, and what computes how fast. */
import { Pause, Play, RotateCcw, SlidersHorizontal, StepForward } from "lucide-react";
import { memo, useEffect, useRef } from "react";
import { stepText } from "../../charts/geometry/numberText";
import { useFrame } from "../hooks/useFrame";
import { useExperiment, usePlayback, useRun, useSession } from "../hooks/useSession";
import { durationText, rateText } from "../words";
import { EngineBadge } from "./EngineBadge";
import { LiveText } from "./LiveText";
import { PhaseBand } from "./ledger/Phases";
import { Scrubber } from "./Scrubber";

interface Props {
  /** the sheet of controls on a phone */
  readonly controlsOpen?: boolean;
  /** left out where there is no such sheet */
  readonly onToggleControls?: () => void;
}

export const Transport = memo(function Transport({ controlsOpen = false, onToggleControls }: Props) {
  const bar = useRef<HTMLElement>(null);

  // The sheet of controls on a phone stands on the transport, whose height depends on how its text wraps.
  useEffect(() => {
    const element = bar.current;
    if (!element) return;
    const observer = new ResizeObserver(() => {
      document.documentElement.style.setProperty("--transport", `${element.offsetHeight}px`);
    });
    observer.observe(element);
    return () => observer.disconnect();
  }, []);

  return (
    <section ref={bar} className="transport" aria-label="Transport">
      <div className="transport-grid">
        <div className="transport-buttons flex items-center gap-2">
          <PlayButton />
          <RoundButtons />
          <SpeedSelect />
          {onToggleControls && (
            <button
              type="button"
              className="button ml-auto wide:hidden"
              aria-expanded={controlsOpen}
              aria-controls="controls"
              onClick={onToggleControls}
            >
              <SlidersHorizontal size={15} aria-hidden />
              <span className="max-[23rem]:sr-only">Controls</span>
            </button>
          )}
        </div>
        <div className="transport-scrubber">
          <PhaseBand />
          <Scrubber />
        </div>
        <div className="transport-facts">
          <div className="flex items-baseline justify-end gap-1.5">
            <Pace />
            <EngineBadge />
          </div>
          <Progress />
          <ComputedBar />
        </div>
      </div>
    </section>
  );
});

export function PlayButton() {
  const { commands } = useSession();
  const playing = usePlayback((state) => state.playing);
  return (
    <button
      type="button"
      className="grid size-10 shrink-0 place-items-center rounded-full bg-accent text-on-accent hover:brightness-110 forced-colors:border"
      aria-label={playing ? "Pause" : "Play"}
      title={`${playing ? "Pause" : "Play"} (space)`}
      onClick={commands.playOrPause}
    >
      {playing ? (
        <Pause size={17} fill="currentColor" strokeWidth={0} aria-hidden />
      ) : (
        <Play size={17} fill="currentColor" strokeWidth={0} className="ml-0.5" aria-hidden />
      )}
    </button>
  );
}

function RoundButtons() {
  const { commands } = useSession();
  return (
    <>
      <button
        type="button"
        className="button button-quiet px-2"
        aria-label="Step once"
        title="Step once (→)"
        onClick={commands.stepForward}
      >
        <StepForward size={16} aria-hidden />
      </button>
      <button
        type="button"
        className="button button-quiet px-2"
        aria-label="Restart"
        title="Restart with the same draw (R)"
        onClick={commands.restart}
      >
        <RotateCcw size={15} aria-hidden />
      </button>
    </>
  );
}

const speeds: readonly (readonly [string, string])[] = [
  ["auto", "auto speed"],
  ["10", "10 steps/s"],
  ["100", "100 steps/s"],
  ["1000", "1 000 steps/s"],
  ["10000", "10 000 steps/s"],
  ["max", "max speed"],
];

function SpeedSelect() {
  const { experiment } = useSession();
  const speed = useExperiment((state) => String(state.link.view.speed));
  const options = speeds.some(([value]) => value === speed)
    ? speeds
    : [...speeds, [speed, `${speed} steps/s`] as const];
  return (
    <select
      className="field min-w-0 border-transparent bg-transparent text-mute hover:border-edge"
      aria-label="speed"
      title="How fast the run is played: auto plays all of it in ten seconds. It is computed ahead at full speed"
      value={speed}
      onChange={({ target: { value } }) =>
        experiment.setView({ speed: value === "auto" || value === "max" ? value : Number(value) })
      }
    >
      {options.map(([value, label]) => (
        <option key={value} value={value}>
          {label}
        </option>
      ))}
    </select>
  );
}

/** Runs longer than this are worth a line for their pace even on a phone. */
const LONG_RUN = 1e5;
/** Estimates that change more often are not read. */
const PACE_INTERVAL = 500;

export function Progress() {
  const session = useSession();
  const T = useExperiment((state) => state.link.T);
  const digits = stepText(T).length;
  return (
    <div className="ml-auto flex items-baseline justify-end gap-1.5 whitespace-nowrap text-mute">
      <StatusWord />
      <span className="inline-block text-right font-medium text-ink" style={{ minWidth: `${digits + 3}ch` }}>
        <LiveText read={() => `t = ${stepText(session.moment().selected)}`} />
      </span>
      <span>of {stepText(T)}</span>
    </div>
  );
}

/** How fast it computes, and how long it will: time left is worth saying only for runs that take a while. */
function Pace() {
  const session = useSession();
  const T = useExperiment((state) => state.link.T);

  function paceText(): string {
    const { stepsPerSecond, status } = session.run.getState();
    if (!(stepsPerSecond > 0)) return "";
    const left = (T - session.moment().computed) / stepsPerSecond;
    const isLong = status === "running" && left > 5;
    return `${isLong ? `${durationText(left)} left · ` : ""}${rateText(stepsPerSecond)} steps/s`;
  }

  return (
    <LiveText
      read={paceText}
      interval={PACE_INTERVAL}
      className={`inline-block whitespace-nowrap text-mute wide:text-right ${T > LONG_RUN ? "wide:min-w-[29ch]" : "max-sm:hidden"}`}
    />
  );
}

/** How much of a long run is computed; its place is kept when there is nothing to show. */
function ComputedBar() {
  const session = useSession();
  const T = useExperiment((state) => state.link.T);
  const status = useRun((state) => state.status);
  const bar = useRef<HTMLDivElement>(null);
  const shows = T > LONG_RUN && (status === "running" || status === "paused");

  useFrame(() => {
    const { computed } = session.moment();
    const share = Math.min(1, computed / T);
    bar.current?.style.setProperty("--share", String(share));
    bar.current?.setAttribute("aria-valuenow", String(Math.floor(100 * share)));
    bar.current?.setAttribute("aria-valuetext", `${stepText(computed)} of ${stepText(T)} iterates`);
  }, PACE_INTERVAL);

  return (
    <div
      ref={bar}
      role="progressbar"
      className={`transport-computed ${shows ? "" : "invisible"}`}
      aria-label="computed"
      aria-valuemin={0}
      aria-valuemax={100}
    />
  );
}

function StatusWord() {
  const status = useRun((state) => state.status);
  if (status === "diverged") return <strong className="font-semibold text-warn">diverged ·</strong>;
  if (status === "failed") return <strong className="font-semibold text-bad">stopped ·</strong>;
  return null;
}
