import { Fragment } from "react";
import type { Tick } from "./geometry/ticks";
import { NumberLabel } from "./NumberLabel";

export interface AxesProps {
  readonly left: number;
  readonly top: number;
  readonly plotWidth: number;
  readonly plotHeight: number;
  readonly xTicks: readonly Tick[];
  readonly yTicks: readonly Tick[];
  readonly magnification: number;
  /** also draw vertical grid lines: for planes, where both axes carry values */
  readonly isPlane?: boolean;
}

const TICK = 4;
const MINOR_TICK = 2.5;

/**
 * Grid, ticks and labels behind the marks. Only the plot is moved by a transform: each is a node of the browser's property tree, and
 * hundreds of them would cost a millisecond of every frame on which anything on the page changes.
 */
export function Axes({ left, top, plotWidth, plotHeight, xTicks, yTicks, magnification, isPlane = false }: AxesProps) {
  return (
    <g transform={`translate(${left},${top})`}>
      <g className="chart-grid">
        {yTicks.map(({ value, position, label }) =>
          label ? (
            <Fragment key={value}>
              <line x2={plotWidth} y1={position} y2={position} />
              <text x={-8 * magnification} y={position} dy="0.34em" textAnchor="end">
                <NumberLabel number={label} />
              </text>
            </Fragment>
          ) : null,
        )}
        {isPlane &&
          xTicks.map(({ value, position, label }) =>
            label ? <line key={value} x1={position} x2={position} y2={plotHeight} /> : null,
          )}
      </g>
      <g className="chart-axis">
        {xTicks.map(({ value, position, label }) => (
          <Fragment key={value}>
            <path d={`M${position},${plotHeight}v${magnification * (label ? TICK : MINOR_TICK)}`} />
            {label && (
              <text x={position} y={plotHeight + 16 * magnification} textAnchor="middle">
                <NumberLabel number={label} />
              </text>
            )}
          </Fragment>
        ))}
      </g>
    </g>
  );
}
