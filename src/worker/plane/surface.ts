/** J on a plane through V = 0: heights on a lattice, −∇J within the plane, and where it has minima there. */
import { Float64Ops } from "../../engine/float64/ops";
import type { Lane } from "../../lora/lane";
import { minimaOf, type PlaneForm, productAt, quadricOf, slopeAt } from "../../lora/origin/planeForm";
import { boundData } from "../../lora/program";
import type { LossAt } from "../../lora/types";
import { type Matrix, matrix } from "../../math/matrix";
import type { Heights, Place, PlaneWindow } from "../../protocol/plane";
import { createRest, type Turns } from "./turns";

/** A side of the lattice of arrows. */
const ARROWS = 13;

/** ℓ and ∇ℓ at W0 + X; what it gives is overwritten by the next call on the same interpreter. */
export function lossAt(o: Float64Ops, { program, inputs }: Lane, X: Matrix): LossAt<Matrix, number> {
  o.rewind();
  const at = program.loss.at(o, boundData(inputs), o.add(inputs.W0, X));
  return { value: () => at.value(), gradient: () => at.gradient() };
}

export async function heightsOf(
  lane: Lane,
  form: PlaneForm,
  window: PlaneWindow,
  size: number,
  turns: Turns,
): Promise<Heights> {
  const rest = createRest(turns);
  const o = new Float64Ops();
  const X = matrix(lane.program.m, lane.program.n);
  const coordinate = (centre: number, i: number) => centre + window.half * ((2 * i) / (size - 1) - 1);
  const values = new Float64Array(size * size);
  for (let i = 0; i < size; i++) {
    const y = coordinate(window.y, i);
    for (let j = 0; j < size; j++) {
      values[i * size + j] = lossAt(o, lane, productAt(form, coordinate(window.x, j), y, X)).value();
    }
    await rest();
  }
  const arrows = Array.from({ length: ARROWS * ARROWS }, (_, k) => {
    // In the middles of equal cells, so that none stands on the frame.
    const at = (centre: number, i: number) => centre + window.half * ((2 * i + 1) / ARROWS - 1);
    const [x, y] = [at(window.x, k % ARROWS), at(window.y, Math.floor(k / ARROWS))];
    const [dx, dy] = slopeAt(form, x, y, lossAt(o, lane, productAt(form, x, y, X)).gradient());
    return { x, y, dx, dy };
  });
  return { window, size, values, arrows };
}

/** Minima within `reach` of the origin, where BA is one quadratic form on the plane: J is a function of it alone. */
export function minimaWithin(lane: Lane, form: PlaneForm, reach: number): Pick<Place, "quadric" | "minima"> {
  const found = quadricOf(form);
  if (!found) return { quadric: null, minima: [] };
  const { q, P } = found;
  const o = new Float64Ops();
  const X = matrix(P.rows, P.columns);
  const most = reach * reach * (Math.abs(q.xx) + Math.abs(q.xy) + Math.abs(q.yy));
  const lossOf = (multiple: number) => {
    P.data.forEach((p, e) => {
      X.data[e] = multiple * p;
    });
    return lossAt(o, lane, X).value();
  };
  return { quadric: q, minima: minimaOf(lossOf, -most, most) };
}
