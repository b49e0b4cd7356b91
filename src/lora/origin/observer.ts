/**
 * What the state of a lane at one iterate shows of the stationary point V = 0 and of the way that W takes: projections, singular
 * values, imbalance, the nearest sub-sum of singular triplets. One small object for each kept checkpoint, some two hundred a run.
 */
import { frobenius, type Matrix } from "../../math/matrix";
import { type HostOps, type Lane, snapshotOf } from "../lane";
import { difference } from "../losses/target";
import type { LaneState } from "../program";
import { imbalanceOf } from "./imbalance";
import { LEADING, leadingValues } from "./leadingValues";
import { coordinatesIn, lossAtOrigin, type Reference, referenceOf } from "./reference";
import { componentNormsOf, directionNormsOf, escapeSeedOf, type Factors, type Saddle, saddleOf } from "./saddle";
import { nearestSubsum, type Subsum } from "./subsums";

/** What does not change along a lane's path. */
export interface OriginFrame {
  /** "target": directions are those of W* − W0; "gradient": of −∇ℓ(W0); null where W is too large to decompose */
  readonly of: Reference["of"] | null;
  /** all singular values of what gives the directions, largest first */
  readonly sigma: Float64Array;
  /** singular values of ∇ℓ(W0) that are not 0: the Hessian of J at V = 0 has ±σᵢ; null where there is no V over frozen weights */
  readonly saddleSigma: Float64Array | null;
  /** J(0) = ℓ(W0) */
  readonly lossAtOrigin: number;
  /** the full-rank lane on the same problem, with whose W this lane's is compared; null if there is none */
  readonly comparedWith: number | null;
}

/** V_t beside the eigenspaces of the Hessian of J at V = 0. */
export interface Projection {
  /** norms of the projections on the stable, the unstable and the neutral space */
  readonly stable: number;
  readonly unstable: number;
  readonly neutral: number;
  /** and on the directions of the leading −σᵢ alone */
  readonly growing: Float64Array;
  /** u0, from which the escape starts */
  readonly seed: number;
}

export interface Observation {
  readonly lane: number;
  readonly t: number;
  /** ‖W − W0‖ */
  readonly distance: number;
  /** the largest singular values of W − W0; empty where it is too large to decompose */
  readonly sigma: Float64Array;
  /** cᵢ = uᵢᵀ(W − W0)vᵢ for the leading reference directions */
  readonly coordinates: Float64Array;
  /** the stationary point that W is nearest to, where all are known: on the isotropic quadratic */
  readonly nearest: Subsum | null;
  readonly projection: Projection | null;
  /** ‖D‖ and ‖D − D_0‖, D = BᵀB − AAᵀ; null without B and A */
  readonly imbalance: number | null;
  readonly drift: number | null;
  /** ‖W − W'‖ for the full-rank lane W' that this one is compared with */
  readonly apart: number | null;
}

/** States of several lanes at one iterate. */
export interface Moment {
  readonly t: number;
  readonly states: readonly (LaneState & { readonly lane: number })[];
}

export interface Observer {
  readonly frames: readonly OriginFrame[];
  observe(moment: Moment): readonly Observation[];
}

/** `ops` gives a fresh interpreter: what it computes lives until the next one is asked for. */
export function createObserver(lanes: readonly Lane[], ops: () => HostOps): Observer {
  const references = lanes.map((lane) => referenceOf(lane, ops()));
  const starts = lanes.map((lane) => {
    const { B, A } = snapshotOf(lane, lane.state, ops());
    return B && A ? imbalanceOf(B, A) : null;
  });
  const saddles = lanes.map((lane, index): Saddle | null =>
    lane.facts.theory.factored && references[index]
      ? saddleOf(lossAtOrigin(lane, ops()).gradient(), lane.program.r)
      : null,
  );
  const frames = lanes.map(
    (lane, index): OriginFrame => ({
      of: references[index]?.of ?? null,
      sigma: references[index]?.sigma ?? new Float64Array(),
      saddleSigma: saddles[index]?.sigma ?? null,
      lossAtOrigin: lossAtOrigin(lane, ops()).value(),
      comparedWith: lane.program.method.factored ? partnerOf(lane, lanes) : null,
    }),
  );

  function observe({ t, states }: Moment): readonly Observation[] {
    const shown = new Map(states.map((state) => [state.lane, snapshotOf(lanes[state.lane]!, state, ops())]));
    return states.map(({ lane }) => {
      const { B, A, change } = shown.get(lane)!;
      const reference = references[lane] ?? null;
      const along = reference ? coordinatesIn(reference, change) : new Float64Array();
      const D = B && A ? imbalanceOf(B, A) : null;
      const other = shown.get(frames[lane]!.comparedWith ?? -1);
      const distance = frobenius(change);
      return {
        lane,
        t,
        distance,
        // the factors of a chain are those of its present link alone
        sigma: leadingValues(change, lanes[lane]!.facts.theory.factored && B && A ? { B, A } : null),
        coordinates: along.slice(0, LEADING),
        nearest:
          reference && hasSubsums(lanes[lane]!)
            ? nearestSubsum(along, reference.sigma, distance, lanes[lane]!.program.r)
            : null,
        projection: saddles[lane] && B && A ? projectionOf(saddles[lane], { B, A }) : null,
        imbalance: D && frobenius(D),
        drift: D && starts[lane] ? frobenius(difference(D, starts[lane])) : null,
        apart: other ? frobenius(difference(change, other.change)) : null,
      };
    });
  }

  return { frames, observe };
}

function projectionOf(saddle: Saddle, V: Factors): Projection {
  return {
    ...componentNormsOf(saddle, V),
    growing: directionNormsOf(saddle, V).unstable.slice(0, LEADING),
    seed: escapeSeedOf(saddle, V),
  };
}

/** Whether the stationary points of a lane are the sub-sums of singular triplets of W* − W0: theory §b. */
function hasSubsums({ program, facts }: Lane): boolean {
  return program.loss.id === "quadratic" && facts.theory.factored;
}

/** The first full-rank lane of the same problem and the same W0. */
function partnerOf(lane: Lane, lanes: readonly Lane[]): number | null {
  const index = lanes.findIndex(
    (other) =>
      !other.program.method.factored && other.program.loss.id === lane.program.loss.id && isSameProblem(lane, other),
  );
  return index < 0 ? null : index;
}

function isSameProblem(a: Lane, b: Lane): boolean {
  const isSame = (X: Matrix | undefined, Y: Matrix | undefined) =>
    X === Y || (X?.data.length === Y?.data.length && X!.data.every((x, e) => x === Y!.data[e]));
  const names = Object.keys(a.inputs.matrices);
  return (
    a.facts.L === b.facts.L &&
    isSame(a.inputs.W0, b.inputs.W0) &&
    names.every((name) => isSame(a.inputs.matrices[name], b.inputs.matrices[name]))
  );
}
