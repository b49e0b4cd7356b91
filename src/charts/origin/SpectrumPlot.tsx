import { useId, useLayoutEffect, useRef, useState } from "react";
import type { ChartView } from "../chartView";
import { flatText, numberText } from "../geometry/numberText";
import { valueScale } from "../geometry/scale";
import { valueTicks } from "../geometry/ticks";

export interface SpectrumPlotProps {
  /** σ₁ ≥ … ≥ σ_k > 0: the Hessian at V = 0 has the eigenvalues ±σᵢ */
  readonly sigma: ArrayLike<number>;
  /** how often each of them occurs: r */
  readonly multiplicity: number;
  /** how often 0 does */
  readonly zeros: number;
  /** says how large text and strokes are */
  readonly view: ChartView;
}

const MARGIN = { left: 14, right: 14, bottom: 22, top: 26 } as const;
const SPACING = 58;
const text = (value: number) => flatText(numberText(value, 3));

/** The eigenvalues of the Hessian of J at V = 0 on a line, each with its multiplicity. */
export function SpectrumPlot({ sigma, multiplicity, zeros, view }: SpectrumPlotProps) {
  const wordsId = useId();
  const body = useRef<HTMLDivElement>(null);
  const [{ width, height, size }, setSize] = useState({ width: 0, height: 0, size: 1 });
  useLayoutEffect(() => {
    const element = body.current;
    if (!element) return;
    const observer = new ResizeObserver(() =>
      setSize({ width: element.clientWidth, height: element.clientHeight, size: view.state.magnification }),
    );
    observer.observe(element);
    return () => observer.disconnect();
  }, [view]);
  const largest = sigma[0] ?? 1;
  const plotWidth = Math.max(40, width - size * (MARGIN.left + MARGIN.right));
  const left = size * MARGIN.left;
  const base = Math.max(30, height - size * MARGIN.bottom);
  const x = valueScale("linear", [-1.06 * largest, 1.06 * largest], [left, left + plotWidth]);
  const values = Array.from(sigma);
  const stems = (at: readonly number[]) =>
    at.map((value) => `M${x.position(value)},${size * MARGIN.top}V${base}`).join("");
  const words =
    `Eigenvalues ${values
      .slice(0, 6)
      .map((value) => `±${text(value)}`)
      .join(", ")}${values.length > 6 ? ", …" : ""}, ` + `each ${multiplicity} times, and 0 ${zeros} times.`;
  return (
    <div ref={body} className="chart-body spectrum" role="img" aria-labelledby={wordsId}>
      <svg width={width} height={height} aria-hidden="true">
        <g className="chart-axis" transform={`translate(0,${base})`}>
          <line x1={left} x2={left + plotWidth} />
          {valueTicks(x, size * SPACING).map(({ value, position, label }) => (
            <g key={value} transform={`translate(${position},0)`}>
              <line y2={4 * size} />
              {label && (
                <text y={16 * size} textAnchor="middle">
                  {flatText(label)}
                </text>
              )}
            </g>
          ))}
        </g>
        <text className="chart-end" x={left} y={14 * size} fill="var(--lane-4)">
          unstable, each {multiplicity}×
        </text>
        <text className="chart-end" x={x.position(0)} y={14 * size} textAnchor="middle" fill="var(--lane-3)">
          {zeros > 0 ? `0: ${zeros}×` : ""}
        </text>
        <text className="chart-end" x={left + plotWidth} y={14 * size} textAnchor="end" fill="var(--lane-0)">
          stable, each {multiplicity}×
        </text>
        <path className="spectrum-values" d={stems(values.map((value) => -value))} stroke="var(--lane-4)" />
        <path className="spectrum-values" d={stems(zeros > 0 ? [0] : [])} stroke="var(--lane-3)" />
        <path className="spectrum-values" d={stems(values)} stroke="var(--lane-0)" />
      </svg>
      <p id={wordsId} className="chart-words">
        {words}
      </p>
    </div>
  );
}
