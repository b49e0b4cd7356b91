/** Runs made up for the gallery: shapes that real runs have, and faults that they may have, at any length. */
import type { Block } from "../../history/columns";
import { createHistory, type GrowingHistory } from "../../history/history";
import type { MeasuredColumn } from "../../lora/columns";

export interface Row {
  readonly loss: number;
  readonly grad_norm_sq: number;
  readonly step_size: number;
  readonly v_norm_sq: number;
  readonly extra?: Partial<Record<MeasuredColumn, number>>;
}

const base: readonly MeasuredColumn[] = ["loss", "grad_norm_sq", "step_size", "v_norm_sq", "loss_grad_norm"];

export interface SyntheticLane {
  row(t: number): Row;
}

/** Appends rows [from, to) of every lane. */
export function appendRows(
  history: GrowingHistory,
  lanes: readonly SyntheticLane[],
  from: number,
  to: number,
  extra: readonly MeasuredColumn[] = [],
): void {
  const ids = [...base, ...extra];
  for (let start = from; start < to; start += 4096) {
    const rows = Math.min(4096, to - start);
    const columns = ids.map(() => new Float64Array(rows * lanes.length));
    lanes.forEach((lane, l) => {
      for (let k = 0; k < rows; k++) {
        const row = lane.row(start + k);
        const values = [row.loss, row.grad_norm_sq, row.step_size, row.v_norm_sq, Math.sqrt(row.grad_norm_sq)];
        for (const id of extra) values.push(row.extra?.[id] ?? Number.NaN);
        values.forEach((value, c) => {
          columns[c]![l * rows + k] = value;
        });
      }
    });
    const block: Block = { lanes: lanes.map((_, l) => l), firstStep: start, rows, columnIds: ids, columns };
    history.append(block);
  }
}

export function newHistory(lanes: number, rowLimit = 2 ** 20): GrowingHistory {
  return createHistory({ lanes, precision: "float64", rowLimit, lossBaselines: new Array(lanes).fill(0) });
}

/** A seeded uniform number for iterate t: no state, so that rows can be asked for in any order. */
export function noise(t: number, seed: number): number {
  let x = (t * 374761393 + seed * 668265263) | 0;
  x = Math.imul(x ^ (x >>> 13), 1274126177);
  return ((x ^ (x >>> 16)) >>> 0) / 2 ** 32;
}

/** Directions learned one after another from near the origin, as descent does on a quadratic: p′ = 2σp(1 − p/σ) in closed form. */
export function stairs(singular: readonly number[], start: number, rate: number): SyntheticLane {
  const mode = (sigma: number, t: number) => {
    const growth = Math.exp(Math.min(700, 2 * rate * sigma * t));
    return sigma - sigma / (1 + (start * start * (growth - 1)) / sigma);
  };
  return {
    row(t) {
      let loss = 0;
      let gradient = 0;
      let norm = 0;
      for (const sigma of singular) {
        const growth = Math.exp(Math.min(700, 2 * rate * sigma * t));
        const left = sigma / (1 + (start * start * (growth - 1)) / sigma);
        const p = Math.max(start * start, mode(sigma, t));
        loss += left * left;
        gradient += 8 * left * left * p;
        norm += 2 * p;
      }
      const D = 5 * Math.SQRT2 * 2 * (norm + Math.sqrt(2 * loss));
      return { loss, grad_norm_sq: gradient, step_size: Math.min(1, 1 / D), v_norm_sq: norm };
    },
  };
}

/** `lane` with a change of its rows: a fault. */
export function altered(lane: SyntheticLane, change: (row: Row, t: number) => Partial<Row>): SyntheticLane {
  return {
    row(t) {
      const row = lane.row(t);
      return { ...row, ...change(row, t) };
    },
  };
}

/** Descent with rule (8) on the 1×1 quadratic ½(w − target)², from (b, a): the rows are computed once. */
export function planeDescent(b0: number, a0: number, target: number, T: number, eta = 0.05): SyntheticLane {
  const rows: Row[] = [];
  let [b, a] = [b0, a0];
  for (let t = 0; t <= T; t++) {
    const g = b * a - target;
    rows.push({
      loss: 0.5 * g * g,
      grad_norm_sq: g * g * (a * a + b * b),
      step_size: eta,
      v_norm_sq: a * a + b * b,
      extra: { plane_b: b, plane_a: a },
    });
    [b, a] = [b - eta * g * a, a - eta * g * b];
  }
  return { row: (t) => rows[t]! };
}
