/** A native range input over a linear or logarithmic scale. */
import type { CSSProperties, KeyboardEvent } from "react";
import { nudged, positionOf, type SliderScale, valueAt } from "./sliderScale";

interface Props {
  readonly label: string;
  readonly scale: SliderScale;
  readonly value: number;
  readonly valueText: string;
  readonly onMove: (value: number) => void;
  readonly onRelease: () => void;
}

const directions: Record<string, -1 | 1> = {
  ArrowRight: 1,
  ArrowUp: 1,
  PageUp: 1,
  ArrowLeft: -1,
  ArrowDown: -1,
  PageDown: -1,
};

export function Slider({ label, scale, value, valueText, onMove, onRelease }: Props) {
  const position = positionOf(scale, value);
  // React's types know no custom properties.
  const fill = { "--fill": `${100 * position}%` } as CSSProperties;

  // The browser's own arrow step is a share of the travel, which may be less than one value or jump over many.
  function handleKey(event: KeyboardEvent) {
    const direction = directions[event.key];
    if (direction === undefined) return;
    event.preventDefault();
    onMove(nudged(scale, value, direction, event.key.startsWith("Page") || event.shiftKey));
  }

  return (
    <input
      type="range"
      className="range"
      aria-label={label}
      aria-valuetext={valueText}
      min={0}
      max={1}
      step="any"
      value={position}
      style={fill}
      onChange={(event) => onMove(valueAt(scale, Number(event.target.value)))}
      onKeyDown={handleKey}
      onKeyUp={onRelease}
      onPointerUp={onRelease}
      onBlur={onRelease}
    />
  );
}
