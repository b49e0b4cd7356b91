/** The iterate shown, on a track even in log(1 + t); the computed part is darker. */
import { type KeyboardEvent, useRef } from "react";
import { TEXT_INTERVAL } from "../../charts/chartView";
import { stepText } from "../../charts/geometry/numberText";
import { useFrame } from "../hooks/useFrame";
import { useExperiment, useSession } from "../hooks/useSession";

/** An arrow key moves by this share of the track, or by one iterate if that is more; Page keys ten times as far. */
const STEP = 0.01;

/** Milliseconds between two places of the thumb: each makes the browser style and paint the track again. */
const THUMB_INTERVAL = 50;

const positionOf = (t: number, T: number) => Math.log1p(t) / Math.log1p(T);
const iterateAt = (position: number, T: number) => Math.round(Math.expm1(position * Math.log1p(T)));

export function Scrubber() {
  const session = useSession();
  const T = useExperiment((state) => state.link.T);
  const input = useRef<HTMLInputElement>(null);

  useFrame(() => {
    const range = input.current;
    if (!range) return;
    const { selected, computed } = session.moment();
    const position = positionOf(selected, T);
    range.value = String(position);
    range.style.setProperty("--fill", `${100 * position}%`);
    range.style.setProperty("--computed", `${100 * positionOf(Math.max(0, computed), T)}%`);
  }, THUMB_INTERVAL);
  useFrame(() => {
    const { selected } = session.moment();
    input.current?.setAttribute("aria-valuetext", `t = ${stepText(selected)} of ${stepText(T)}`);
  }, TEXT_INTERVAL);

  function handleKey(event: KeyboardEvent) {
    const direction = { ArrowRight: 1, ArrowUp: 1, PageUp: 10, ArrowLeft: -1, ArrowDown: -1, PageDown: -10 }[event.key];
    if (direction === undefined) return;
    event.preventDefault();
    const { selected } = session.moment();
    const far = iterateAt(positionOf(selected, T) + direction * STEP, T);
    session.seek(direction > 0 ? Math.max(selected + 1, far) : Math.min(selected - 1, far));
  }

  return (
    <input
      ref={input}
      type="range"
      className="range scrubber"
      aria-label="iterate shown"
      min={0}
      max={1}
      step="any"
      defaultValue={0}
      onInput={(event) => session.seek(iterateAt(Number(event.currentTarget.value), T))}
      onKeyDown={handleKey}
    />
  );
}
