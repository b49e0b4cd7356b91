/**
 * Starts from singular vectors. `spectral` (LoRA-One): BA is −s times the best rank-r part of ∇ℓ(W0), factors balanced.
 * `pissa`: BA is the best rank-r part of W0, which keeps the rest. `lora-ga`: B and A are different singular vectors of
 * ∇ℓ(W0), of length m^¼/√γ. The last two subtract BA from W0, so that the weights are those before.
 */
import { type Matrix, matrix } from "../../math/matrix";
import { type Svd, svd } from "../../math/singularValues";
import type { InitializationFormulas } from "../types";
import { minusProduct } from "./residual";

export const spectral: InitializationFormulas = {
  start({ config, W0, r, gradientAtW0 }) {
    const { U, sigma, Vt } = leading(svd(gradientAtW0()), r);
    const root = sigma.map((s) => Math.sqrt(config.scale * s));
    return {
      W0,
      B: columnsOf(
        U,
        0,
        root.map((x) => -x),
      ),
      A: rowsOf(Vt, root),
    };
  },
};

export const pissa: InitializationFormulas = {
  start({ W0, r }) {
    const { U, sigma, Vt } = leading(svd(W0), r);
    const root = sigma.map(Math.sqrt);
    const B = columnsOf(U, 0, root);
    const A = rowsOf(Vt, root);
    return { W0: minusProduct(W0, B, A), B, A };
  },
};

export const loraGa: InitializationFormulas = {
  start({ config, W0, m, n, r, gradientAtW0 }) {
    if (2 * r > Math.min(m, n)) {
      throw new RangeError(`lora-ga takes 2r singular vectors, but ${m}×${n} has ${Math.min(m, n)}`);
    }
    const { U, Vt } = svd(gradientAtW0());
    const lengths = new Float64Array(r).fill(m ** 0.25 / Math.sqrt(config.gamma));
    const B = columnsOf(U, r, lengths);
    const A = rowsOf(Vt, lengths);
    return { W0: minusProduct(W0, B, A), B, A };
  },
};

/** The first r singular values; r must not be larger than their number. */
function leading({ U, sigma, Vt }: Svd, r: number): Svd {
  if (r > sigma.length) throw new RangeError(`rank ${r} is above the ${sigma.length} singular vectors that there are`);
  return { U, sigma: sigma.slice(0, r), Vt };
}

/** Columns `from`, `from` + 1, … of U, scaled. */
function columnsOf(U: Matrix, from: number, factors: Float64Array): Matrix {
  const B = matrix(U.rows, factors.length);
  for (let i = 0; i < U.rows; i++) {
    factors.forEach((factor, k) => {
      B.data[i * B.columns + k] = factor * U.data[i * U.columns + from + k]!;
    });
  }
  return B;
}

/** The first rows of Vt, scaled. */
function rowsOf(Vt: Matrix, factors: Float64Array): Matrix {
  const A = matrix(factors.length, Vt.columns);
  for (let e = 0; e < A.data.length; e++) A.data[e] = factors[Math.floor(e / A.columns)]! * Vt.data[e]!;
  return A;
}
