/** Matrices as fields of coloured cells, laid out as the product they form: B left of BA, A above it. */
import type { Matrix } from "../../math/matrix";

export interface HeatBlock {
  readonly name: "B" | "A" | "BA" | "W − W₀";
  readonly M: Matrix;
  /** what full colour stands for: the largest modulus, of B and A together */
  readonly scale: number;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface HeatCell {
  readonly block: number;
  readonly i: number;
  readonly j: number;
}

const GAP = 16;
/** Room above and left of each block for its name. */
const NAME = 15;
/** Of the frame around a block. */
const FRAME = 1.2;
/** A factor is drawn at least this thick, however low its rank. */
const THINNEST = 14;

/** The product in the middle of a box; without factors the matrix alone. */
export function heatBlocks(
  { B, A, change }: { readonly B: Matrix | null; readonly A: Matrix | null; readonly change: Matrix },
  width: number,
  height: number,
  magnification = 1,
): readonly HeatBlock[] {
  const name = magnification * NAME;
  const { rows: m, columns: n } = change;
  const r = B?.columns ?? 0;
  const edge = magnification * FRAME;
  const room = { x: width - name - edge - (B ? GAP : 0), y: height - name - edge - (A ? GAP + name : 0) };
  const cell = Math.max(0.1, Math.min(room.x / (n + r), room.y / (m + r)));
  const thickness = B && A ? Math.min(Math.max(THINNEST, cell * r), room.x / 2, room.y / 2) : 0;
  const fit = Math.max(0.1, Math.min((room.x - thickness) / n, (room.y - thickness) / m));
  const [across, down] = [fit * n, fit * m];
  const left = name + (room.x - thickness - across) / 2;
  const top = name;
  const scale = largest(change);
  if (!B || !A) return [{ name: "W − W₀", M: change, scale, x: left, y: top, width: across, height: down }];
  const factorScale = Math.max(largest(B), largest(A));
  const [x, y] = [left + thickness + GAP, top + thickness + GAP + name];
  return [
    { name: "B", M: B, scale: factorScale, x: left, y, width: thickness, height: down },
    { name: "A", M: A, scale: factorScale, x, y: top, width: across, height: thickness },
    { name: "BA", M: change, scale, x, y, width: across, height: down },
  ];
}

export function largest({ data }: Matrix): number {
  return data.reduce((max, x) => Math.max(max, Math.abs(x)), 0);
}

export function cellAt(blocks: readonly HeatBlock[], px: number, py: number): HeatCell | null {
  for (const [block, { M, x, y, width, height }] of blocks.entries()) {
    const j = Math.floor(((px - x) / width) * M.columns);
    const i = Math.floor(((py - y) / height) * M.rows);
    if (i >= 0 && j >= 0 && i < M.rows && j < M.columns) return { block, i, j };
  }
  return null;
}

export type HeatMove = "ArrowLeft" | "ArrowRight" | "ArrowUp" | "ArrowDown";

/** One cell on; over the edge of BA into the row of B or the column of A that it is made of, and back. */
export function movedCell(blocks: readonly HeatBlock[], { block, i, j }: HeatCell, move: HeatMove): HeatCell {
  const at = blocks[block]!;
  const down = move === "ArrowDown" ? 1 : move === "ArrowUp" ? -1 : 0;
  const right = move === "ArrowRight" ? 1 : move === "ArrowLeft" ? -1 : 0;
  const next = { block, i: i + down, j: j + right };
  if (next.i >= 0 && next.j >= 0 && next.i < at.M.rows && next.j < at.M.columns) return next;
  const to = (name: HeatBlock["name"]) => blocks.findIndex((other) => other.name === name);
  const last = (name: HeatBlock["name"], side: "rows" | "columns") => (blocks[to(name)]?.M[side] ?? 1) - 1;
  if (at.name === "BA" && right < 0) return { block: to("B"), i, j: last("B", "columns") };
  if (at.name === "BA" && down < 0) return { block: to("A"), i: last("A", "rows"), j };
  if (at.name === "B" && right > 0) return { block: to("BA"), i, j: 0 };
  if (at.name === "A" && down > 0) return { block: to("BA"), i: 0, j };
  return { block, i, j };
}

type Colour = readonly [red: number, green: number, blue: number];

/** #rrggbb or #rgb. */
export function parseHex(hex: string): Colour {
  const digits = hex.length === 4 ? hex.replace(/[^#]/g, "$&$&") : hex;
  const value = Number.parseInt(digits.slice(1), 16);
  return [(value >> 16) & 255, (value >> 8) & 255, value & 255];
}

/** Between `low` at −1, `middle` at 0 and `high` at 1; what is not finite has no colour. */
export function diverging(low: Colour, middle: Colour, high: Colour) {
  return (share: number): readonly [number, number, number, number] => {
    if (!Number.isFinite(share)) return [0, 0, 0, 0];
    const end = share < 0 ? low : high;
    const weight = Math.min(1, Math.abs(share));
    const mix = (k: 0 | 1 | 2) => Math.round(middle[k] + weight * (end[k] - middle[k]));
    return [mix(0), mix(1), mix(2), 255];
  };
}
