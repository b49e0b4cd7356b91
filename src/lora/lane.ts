/** Lanes: from a configuration to what an engine runs. */
import { largestEigenvalue, smallerGram } from "../math/factorization";
import { copyOf, type Matrix, matrix, normSq, resized, scaled } from "../math/matrix";
import { createDraws } from "../math/random";
import { contextOf } from "./certificates/context";
import type { Context } from "./certificates/types";
import { BEGINNING, type Chain } from "./chain";
import { type LaneConfig, MAX_SIDE } from "./experiment";
import { AUTO_STEP, lossOf, methodOf } from "./families";
import type { LaneMembers } from "./members";
import type { Ops } from "./ops";
import { boundData, columnsOf, type LaneInputs, type LaneState, linked, type StepProgram } from "./program";
import type { Assets, Initialization, Loss, LossAt, LossData, Method } from "./types";

/** What the page must know of a lane to draw its bounds; computed once in float64. */
export interface LaneFacts {
  readonly m: number;
  readonly n: number;
  readonly r: number;
  /** smoothness constant of ∇ℓ */
  readonly L: number;
  /** L*: what J is measured against */
  readonly infimum: number;
  readonly infimumSource: string;
  /** smallest loss that rank r reaches from W0, where known */
  readonly rankOptimum: number | null;
  /** largest singular value σ₁ of ∇ℓ(W0): the escape rate at V = 0 is 1 + ησ₁; null where too large to compute */
  readonly escapeSigma: number | null;
  /** true if V = [B; Aᵀ] exists (not for full-rank descent) */
  readonly factored: boolean;
  /** what the certificates know of the lane before it runs */
  readonly theory: Context;
  /** sentences on what holds or does not hold for this lane (rule without guarantee, r above min(m, n), …) */
  readonly notes: readonly string[];
}

export interface Lane {
  readonly config: LaneConfig;
  readonly program: StepProgram;
  readonly inputs: LaneInputs;
  readonly state: LaneState;
  readonly facts: LaneFacts;
}

export interface LaneBatch {
  readonly program: StepProgram;
  /** experiment lane of each lane in the batch */
  readonly lanes: readonly number[];
  readonly inputs: readonly LaneInputs[];
  readonly states: readonly LaneState[];
}

/** Largest side for which singular values are computed on the host before a run. */
const SPECTRUM_LIMIT = 256;

/** The interpreter that evaluates a formula once, on the host, in float64. */
export type HostOps = Ops<Matrix, number>;

/** Data files that must be fetched before `prepareLane`. */
export function requiredAssets(configs: readonly LaneConfig[]): readonly (keyof Assets)[] {
  return [...new Set(configs.flatMap((config) => lossOf(config.loss).asset ?? []))];
}

/** The constant step of a lane: that of `eta`, or of the method's own rule. */
export function etaOf({ method, step, eta }: LaneConfig, L: number): number {
  if (step === AUTO_STEP) return (methodOf(method).autoRule.etaTimesL ?? 1) / L;
  return eta.perL ? eta.value / L : eta.value;
}

/**
 * Draws and scales the problem and initializes V_0; all in float64, whatever engine runs it.
 * Throws an Error whose message a user can read, if the configuration contradicts itself.
 */
export function prepareLane(config: LaneConfig, members: LaneMembers, assets: Assets, o: HostOps): Lane {
  const { loss, rule } = members;
  const m = loss.shape?.m ?? config.m;
  const n = loss.shape?.n ?? config.n;
  if (Math.max(m, n) > MAX_SIDE) throw new RangeError(`W is ${m}×${n}, but at most ${MAX_SIDE}×${MAX_SIDE} fits`);
  const shaped = { ...config, m, n };
  const clients = members.method.federated ? { count: config.clients, hetero: config.hetero } : null;
  const data = loss.prepare(shaped, assets, clients);
  const method = { ...members.method, ...members.method.forLane?.({ config: shaped, data }) };
  const frozen = data.W0 ?? config.W0 ?? scaled(createDraws(config.W0seed).normals(m, n), config.W0scale);
  const gradientAtW0 = () => copyOf(lossAt(o, loss, data, frozen).gradient());
  const { W0, B, A } = startOf(shaped, members.initialization, frozen, gradientAtW0);
  const eta = etaOf(config, data.smoothness);
  const columns = columnsOf(loss, method, m, n, config.r);
  const program = { key: "", loss, method, rule, m, n, r: config.r, columns };
  const L = config.Lhat ?? data.smoothness;
  const matrices = { ...data.matrices, ...method.matrices?.(shaped) };
  const scalars = { ...data.scalars, ...method.scalars?.(shaped), ...rule.scalars?.(shaped, data) };
  const inputs: LaneInputs = { W0, matrices, scalars, L, eta };
  const chain = method.chain?.({ config: shaped, data }) ?? null;
  const theta = method.start({ W0, B, A }, data);
  const weightsAt = (point: readonly Matrix[]) => method.weights(o, W0, point, boundData(inputs));
  const gradient = () => lossAt(o, loss, data, weightsAt(theta)).gradient();
  const begun = chain && firstLink(o, method, chain, theta, gradient);
  const state: LaneState = { theta, previousStep: 0.5, ...begun };
  const J0 = lossAt(o, loss, data, weightsAt(state.theta)).value();
  const theory = contextOf({ config, method, rule, data, W0, B, A, J0, L, eta });
  return {
    config,
    program: { ...program, key: programKey(program, data) },
    inputs: chain ? { ...inputs, chain } : inputs,
    state,
    facts: factsOf(shaped, { ...members, method }, data, W0, eta, theory, gradientAtW0),
  };
}

/** θ after the link at t = 0, if there is one, and where the chain stands. */
function firstLink(o: HostOps, method: Method, chain: Chain, theta: readonly Matrix[], gradient: () => Matrix) {
  const draws = chain.from(BEGINNING);
  const drawn = chain.atStart ? draws.draw(0, gradient) : null;
  const after = drawn ? linked(o, method, theta, { isLink: 1, drawn }).map(copyOf) : theta;
  return { theta: after, chain: draws.position(0) };
}

/** V_0 by the initialization, with LoRA's α folded into both factors and, where asked, rescaled to norm `v0norm`. */
function startOf(config: LaneConfig, initialization: Initialization, frozen: Matrix, gradientAtW0: () => Matrix) {
  const { m, n, r, alpha, v0norm } = config;
  const start = initialization.start({ config, W0: frozen, m, n, r, gradientAtW0 });
  let factor = alpha === null ? 1 : Math.sqrt(alpha / r);
  const norm = factor * Math.sqrt(normSq(start.B) + normSq(start.A));
  if (v0norm !== null && norm > 0) factor *= v0norm / norm;
  if (factor === 1) return start;
  return { W0: start.W0, B: scaled(start.B, factor), A: scaled(start.A, factor) };
}

function lossAt(o: HostOps, loss: Loss, data: LossData, W: Matrix): LossAt<Matrix, number> {
  return loss.at(o, boundData(data), W);
}

/** Lanes with equal keys do the same operations on data of the same shapes, up to the rank. */
function programKey(program: Omit<StepProgram, "key">, data: LossData): string {
  const shapes = Object.values(data.matrices).map((M) => `${M.rows}x${M.columns}`);
  const { loss, method, rule, m, n, columns } = program;
  const variant = method.variant === undefined ? [] : [method.variant];
  return [loss.id, method.id, ...variant, rule.id, `${m}x${n}`, ...shapes, ...columns].join(" ");
}

function factsOf(
  config: LaneConfig,
  { method, rule }: LaneMembers,
  data: LossData,
  W0: Matrix,
  eta: number,
  theory: Context,
  gradientAtW0: () => Matrix,
): LaneFacts {
  const { m, n, r } = config;
  const small = Math.max(m, n) <= SPECTRUM_LIMIT;
  const trueL = data.smoothness;
  const L = config.Lhat ?? trueL;
  // A client's own steps are along projected gradients too.
  const projected = method.projection !== undefined || method.federated === true;
  const notes = [rule.caveat?.({ factored: method.factored, projected, L, trueL, eta }) ?? null];
  if (method.factored && r > Math.min(m, n)) {
    notes.push(`Rank r = ${r} is above min(m, n) = ${Math.min(m, n)}: BA can be any matrix, with factors to spare.`);
  }
  if (method.caveat) notes.push(method.caveat);
  if (theory.V0Sq === 0 && method.factored && !method.chain) {
    notes.push("V_0 = 0 is a stationary point, whatever the loss: this run does not move.");
  }
  return {
    m,
    n,
    r,
    L: data.smoothness,
    infimum: data.infimum,
    infimumSource: data.infimumSource,
    // A chain passes the cap of its rank, and VVᵀ has one of its own.
    rankOptimum: theory.factored && small ? (data.rankOptimum?.(W0, r) ?? null) : null,
    escapeSigma: small ? Math.sqrt(largestEigenvalue(smallerGram(gradientAtW0()))) : null,
    factored: method.factored,
    theory,
    notes: notes.filter((note) => note !== null),
  };
}

/**
 * Lanes with one program run together, ranks padded to the largest among them with zero columns of B and zero rows of A:
 * exact, since padded gradients are products with zeros (theory §f).
 */
export function batchLanes(lanes: readonly Lane[]): readonly LaneBatch[] {
  const keys = [...new Set(lanes.map((lane) => lane.program.key))];
  return keys.map((key) => {
    const members = lanes.flatMap((lane, index) => (lane.program.key === key ? index : []));
    const r = Math.max(...members.map((index) => lanes[index]!.program.r));
    return {
      program: { ...lanes[members[0]!]!.program, r },
      lanes: members,
      inputs: members.map((index) => paddedInputs(lanes[index]!, r)),
      states: members.map((index) => padded(lanes[index]!, r)),
    };
  });
}

/** The method's own matrices at the padded rank. */
function paddedInputs({ config, program: { method, m, n }, inputs }: Lane, rank: number): LaneInputs {
  if (!method.matrices) return inputs;
  return { ...inputs, matrices: { ...inputs.matrices, ...method.matrices({ ...config, m, n, r: rank }) } };
}

function padded(lane: Lane, rank: number): LaneState {
  const { method, m, n } = lane.program;
  const [first, second, ...carried] = lane.state.theta;
  if (!method.factored || !first) return lane.state;
  if (method.symmetric || !second) return { ...lane.state, theta: [resized(first, first.rows, rank)] };
  return { ...lane.state, theta: [resized(first, m, rank), resized(second, rank, n), ...carried] };
}

/** B (m×r), A (r×n) without padding, and W − W0, of a state; B and A are null where W is not trained through them. */
export function snapshotOf(
  lane: Lane,
  state: LaneState,
  o: HostOps,
): { readonly B: Matrix | null; readonly A: Matrix | null; readonly change: Matrix } {
  const { method, m, n, r } = lane.program;
  const W = method.weights(o, lane.inputs.W0, state.theta, boundData(lane.inputs));
  const change = matrix(
    m,
    n,
    W.data.map((w, e) => w - lane.inputs.W0.data[e]!),
  );
  const [B, A] = state.theta;
  if (!method.factored || method.symmetric || !B || !A) return { B: null, A: null, change };
  return { B: resized(B, m, r), A: resized(A, r, n), change };
}
