/**
 * Fed-RAC-LoRA: at every link the server draws an orthonormal A. Client i takes `local` steps Bᵢ ← Bᵢ − η ∇fᵢ(W0 + BᵢA)Aᵀ from
 * Bᵢ = B = 0, then B ← Σ (Nᵢ/N) Bᵢ, which the link merges: averaging is exact, since A is common. fᵢ averages over the client's Nᵢ of
 * the N samples, ℓ = Σ (Nᵢ/N) fᵢ; a loss without samples is that of every client. One local step is one of RAC-LoRA.
 */
import { type Matrix, matrix } from "../../math/matrix";
import type { Ops } from "../ops";
import type { Bound, LossAt, LossData, MethodFormulas, Projection } from "../types";
import { merge } from "./factors";
import { drawingA, rac } from "./racLora";

export const fedRac: MethodFormulas = {
  ...rac,
  // a round is a link
  chain: (lane) => drawingA({ ...lane, config: { ...lane.config, period: 1 } }),
  forLane: ({ config: { local, clients }, data }) =>
    local === 1 ? { projection } : severalSteps(local, sharesOf(data, clients)),
};

/** Of one local step: W⁺ = W − ηGAᵀA. */
const projection: Projection = { share: ({ n, r }) => r / n, drawn: true };

/** What one client holds: data of the loss that replace those of all, and its weight Nᵢ/N. */
interface Share {
  readonly matrices: Readonly<Record<string, Matrix>>;
  readonly scalars: Readonly<Record<string, number>>;
  readonly weight: number;
}

function severalSteps(local: number, shares: readonly Share[]) {
  return {
    variant: `${shares.length} clients, ${local} steps`,
    caveat: "Between averages clients drift to minima of their own: with several local steps the loss may rise.",
    matrices: () => ownNames(shares.map(({ matrices }) => matrices)),
    scalars: () => ownNames(shares.map(({ scalars }) => scalars)),
    move<M, S>(
      o: Ops<M, S>,
      theta: readonly M[],
      eta: S,
      data: Bound<M, S>,
      lossAt: (data: Bound<M, S>, W: M) => LossAt<M, S>,
    ) {
      const [B, A, W0] = theta as readonly [M, M, M]; // what rac starts with
      const terms = shares.map(({ matrices, scalars, weight }, client) => {
        const names = Object.keys({ ...matrices, ...scalars });
        const held = { ...data, ...Object.fromEntries(names.map((name) => [name, data[ownName(name, client)]!])) };
        let Bi = B;
        for (let k = 0; k < local; k++) {
          const Gi = lossAt(held, merge(o, [Bi, A, W0])).gradient();
          Bi = o.addScaled(Bi, o.times(-1, eta), o.matmulNT(Gi, A));
        }
        return o.scale(Bi, weight);
      });
      return [terms.reduce((sum, term) => o.add(sum, term)), A, W0];
    },
  };
}

const ownName = (name: string, client: number) => `${name} of ${client}`;

function ownNames<T>(held: readonly Readonly<Record<string, T>>[]): Readonly<Record<string, T>> {
  return Object.fromEntries(
    held.flatMap((own, client) => Object.entries(own).map(([name, value]) => [ownName(name, client), value])),
  );
}

/** Samples in their order, to each client as many as to any other, up to one; who would hold none takes no part. */
function sharesOf({ matrices, scalars, samples }: LossData, clients: number): readonly Share[] {
  if (samples === undefined) return [{ matrices: {}, scalars: {}, weight: 1 }];
  const first = (client: number) => Math.floor((client * samples) / clients);
  return Array.from({ length: clients }, (_, client) => ({ from: first(client), to: first(client + 1) }))
    .filter(({ from, to }) => to > from)
    .map(({ from, to }) => {
      const weight = (to - from) / samples;
      const sampled = Object.entries(matrices).filter(([, X]) => X.rows === samples);
      const rows = (X: Matrix) => matrix(to - from, X.columns, X.data.slice(from * X.columns, to * X.columns));
      return {
        matrices: Object.fromEntries(sampled.map(([name, X]) => [name, rows(X)])),
        scalars: { perSample: scalars.perSample! / weight },
        weight,
      };
    });
}
