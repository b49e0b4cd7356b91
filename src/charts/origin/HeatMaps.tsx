import { type KeyboardEvent, type PointerEvent, useId, useMemo, useRef, useState } from "react";
import type { Matrix } from "../../math/matrix";
import { ChartFigure } from "../ChartFigure";
import type { ChartView } from "../chartView";
import { flatText, numberText } from "../geometry/numberText";
import { type CanvasFrame, useCanvas } from "../useCanvas";
import { createBlockDrawing } from "./heatMapDrawing";
import { cellAt, type HeatBlock, type HeatCell, type HeatMove, heatBlocks, movedCell } from "./heatMapModel";

export interface HeatMapsProps {
  readonly title: string;
  readonly note: string;
  /** null where W is not trained through factors */
  readonly B: Matrix | null;
  readonly A: Matrix | null;
  /** BA, or W − W0 */
  readonly change: Matrix;
  readonly view: ChartView;
  /** singular values, imbalance and the like, in words */
  readonly words: string;
}

const moves: readonly string[] = ["ArrowLeft", "ArrowRight", "ArrowUp", "ArrowDown"] satisfies readonly HeatMove[];
const text = (value: number) => flatText(numberText(value));

function cellText(blocks: readonly HeatBlock[], { block, i, j }: HeatCell): string {
  const at = blocks[block];
  if (!at) return "";
  return `${at.name}, row ${i + 1}, column ${j + 1}: ${text(at.M.data[i * at.M.columns + j] ?? Number.NaN)}`;
}

/** B, A and BA as heat maps, laid out as a product; blue is negative, orange positive. */
export function HeatMaps({ title, note, B, A, change, view, words }: HeatMapsProps) {
  const wordsId = useId();
  const body = useRef<HTMLDivElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const [size, setSize] = useState({ width: 0, height: 0, magnification: 1 });
  const [cell, setCell] = useState<HeatCell | null>(null);
  const blocks = useMemo(
    () => heatBlocks({ B, A, change }, size.width, size.height, size.magnification),
    [B, A, change, size],
  );
  const drawBlock = useMemo(createBlockDrawing, []);

  function paint({ context, palette, pixelRatio, width, height }: CanvasFrame): void {
    const { magnification } = view.state;
    if (width !== size.width || height !== size.height || magnification !== size.magnification) {
      setSize({ width, height, magnification });
      return;
    }
    context.setTransform(pixelRatio, 0, 0, pixelRatio, 0, 0);
    context.clearRect(0, 0, width, height);
    for (const block of blocks) drawBlock(context, block, palette, magnification);
    const at = cell && blocks[cell.block];
    if (!at) return;
    const [w, h] = [at.width / at.M.columns, at.height / at.M.rows];
    context.strokeStyle = palette("chart-ink");
    context.lineWidth = 1.5 * magnification;
    context.strokeRect(at.x + cell.j * w, at.y + cell.i * h, w, h);
  }

  useCanvas(body, canvas, view, paint, 50);

  function handlePointerMove(event: PointerEvent<HTMLDivElement>): void {
    const { left, top } = event.currentTarget.getBoundingClientRect();
    setCell(cellAt(blocks, event.clientX - left, event.clientY - top));
  }

  function handleKeyDown(event: KeyboardEvent<HTMLDivElement>): void {
    const first = { block: blocks.length - 1, i: 0, j: 0 };
    if (event.key === "Escape") setCell(null);
    // checked against the list of moves
    else if (moves.includes(event.key)) setCell(cell ? movedCell(blocks, cell, event.key as HeatMove) : first);
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  const factors = blocks.find(({ name }) => name === "B");
  const product = blocks.at(-1);
  return (
    <ChartFigure title={title} note={note}>
      <div ref={body} className="chart-body">
        <canvas ref={canvas} />
        <svg width={size.width} height={size.height} aria-hidden="true">
          {blocks.map(({ name, x, y }) => (
            <text key={name} className="chart-axis-name" x={x} y={y - 4 * size.magnification}>
              {name}
            </text>
          ))}
        </svg>
        <div
          className="chart-surface"
          role="slider"
          tabIndex={0}
          aria-label={`${title}, entry`}
          aria-describedby={wordsId}
          aria-valuemin={0}
          aria-valuemax={change.data.length - 1}
          aria-valuenow={cell ? cell.i * change.columns + cell.j : 0}
          aria-valuetext={cell ? cellText(blocks, cell) : "no entry chosen; arrow keys choose one"}
          onPointerMove={handlePointerMove}
          onPointerLeave={() => setCell(null)}
          onBlur={() => setCell(null)}
          onKeyDown={handleKeyDown}
        />
        <div className="chart-readout" aria-hidden="true" hidden={cell === null}>
          {cell ? cellText(blocks, cell) : ""}
        </div>
        <p id={wordsId} className="chart-words">
          {words}
        </p>
      </div>
      <div className="heat-legends">
        {factors && <HeatLegend name="B, A" scale={factors.scale} />}
        {product && <HeatLegend name={product.name} scale={product.scale} />}
      </div>
    </ChartFigure>
  );
}

/** Of the scale, from the most negative to the most positive. */
const shades = Array.from({ length: 16 }, (_, i) => i - 8);

function HeatLegend({ name, scale }: { readonly name: string; readonly scale: number }) {
  return (
    <span className="heat-legend">
      {name}
      <span>{text(-scale)}</span>
      <svg className="heat-scale" viewBox="-8 0 16 1" preserveAspectRatio="none" aria-hidden="true">
        {shades.map((shade) => (
          <rect
            key={shade}
            x={shade}
            width="1"
            height="1"
            fill={`var(--lane-${shade < 0 ? 0 : 4})`}
            fillOpacity={Math.abs(shade + 0.5) / 7.5}
          />
        ))}
      </svg>
      <span>{text(scale)}</span>
    </span>
  );
}
