/**
 * NumPy's legacy generator, draw for draw: `numpy.random.RandomState(seed)` with Gaussians rounded to float32 (theory: the
 * project's draw), so that a notebook and every browser get the same numbers. 53-bit doubles take two words of MT19937;
 * Gaussians come by the polar method, second uniform returned first, the other one kept.
 */
import { type Matrix, matrix } from "./matrix";
import { mersenneTwister } from "./mersenneTwister";

export interface Draws {
  /** one double in [0, 1): NumPy's `random_sample()`. Does not touch the Gaussian kept from the last pair. */
  uniform(): number;
  /** one standard Gaussian, rounded to float32 */
  normal(): number;
  /** rows×columns standard Gaussians, drawn row by row */
  normals(rows: number, columns: number): Matrix;
  /** where the stream stands now */
  position(): StreamPosition;
}

/** A place in a stream of draws: 32-bit words taken, and the Gaussian kept from the last pair. */
export interface StreamPosition {
  readonly words: number;
  readonly kept: number | null;
}

/** Draws from `RandomState(seed)`, 0 ≤ seed < 2³², from the beginning or from a place in the stream, in time linear in its words. */
export function createDraws(seed: number, from: StreamPosition = { words: 0, kept: null }): Draws {
  const next = mersenneTwister(seed);
  let words = 0;
  let kept = from.kept;
  const word = () => {
    words++;
    return next();
  };
  while (words < from.words) word();

  const uniform = () => {
    const high = word() >>> 5;
    const low = word() >>> 6;
    return (high * 0x4000000 + low) / 0x20000000000000;
  };

  const normal = () => {
    if (kept !== null) {
      const z = kept;
      kept = null;
      return z;
    }
    for (;;) {
      const x1 = 2 * uniform() - 1;
      const x2 = 2 * uniform() - 1;
      const r2 = x1 * x1 + x2 * x2;
      if (r2 >= 1 || r2 === 0) continue;
      const f = Math.sqrt((-2 * Math.log(r2)) / r2);
      kept = Math.fround(f * x1);
      return Math.fround(f * x2);
    }
  };

  return {
    uniform,
    normal,
    position: () => ({ words, kept }),
    normals(rows, columns) {
      const M = matrix(rows, columns);
      for (let i = 0; i < M.data.length; i++) M.data[i] = normal();
      return M;
    },
  };
}
