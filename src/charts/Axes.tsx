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

/** Grid, ticks and labels behind the marks. */
export function Axes({ left, top, plotWidth, plotHeight, xTicks, yTicks, magnification, isPlane = false }: AxesProps) {
  return (
    <g transform={`translate(${left},${top})`}>
      <g className="chart-grid">
        {yTicks.map(({ value, position, label }) =>
          label ? (
            <g key={value} transform={`translate(0,${position})`}>
              <line x2={plotWidth} />
              <text x={-8 * magnification} dy="0.34em" textAnchor="end">
                <NumberLabel number={label} />
              </text>
            </g>
          ) : null,
        )}
        {isPlane &&
          xTicks.map(({ value, position, label }) =>
            label ? <line key={value} x1={position} x2={position} y2={plotHeight} /> : null,
          )}
      </g>
      <g className="chart-axis" transform={`translate(0,${plotHeight})`}>
        {xTicks.map(({ value, position, label }) => (
          <g key={value} transform={`translate(${position},0)`}>
            <line y2={magnification * (label ? TICK : MINOR_TICK)} />
            {label && (
              <text y={16 * magnification} textAnchor="middle">
                <NumberLabel number={label} />
              </text>
            )}
          </g>
        ))}
      </g>
    </g>
  );
}
