/** Descents of a plane's lane in float64, watched at some iterates: the run's own way, and ways from other starts. */
import { createFloat64Engine } from "../../engine/float64/engine";
import type { Factors } from "../../lora/origin/saddle";
import type { LaneInputs, LaneState, StepProgram } from "../../lora/program";
import { resized } from "../../math/matrix";
import type { KnownState } from "../replay";
import { createRest, type Turns } from "./turns";

/** Iterates at which a path is watched, at most, and numbers that are kept of it. */
const MOST_POINTS = 240;
const MOST_NUMBERS = 2 ** 22;
/** Time that following one path may take; then it goes on from known state to known state. */
const FOLLOW_MS = 120;
/** Entries of W times rank that are passed in a few milliseconds. */
const PIECE_WORK = 2 ** 21;
const MOST_STEPS = 2 ** 13;

/** V without the padding of its batch. */
export function factorsOf({ theta }: LaneState, { m, n, r }: Pick<StepProgram, "m" | "n" | "r">): Factors {
  return { B: resized(theta[0]!, m, r), A: resized(theta[1]!, r, n) };
}

/** About `count` iterates from 0 to `last`, all the first ones, then evenly in log(1 + t). */
export function watchedSteps(last: number, count = MOST_POINTS): readonly number[] {
  const steps = Array.from({ length: count + 1 }, (_, k) => Math.round(Math.expm1((Math.log1p(last) * k) / count)));
  return steps.filter((t, k) => t !== steps[k - 1]);
}

export interface Watched {
  readonly t: readonly number[];
  readonly points: readonly Factors[];
}

/** The run's way up to `last`: replayed from the states that are known, in order of t and beginning with V_0. */
export async function follow(
  program: StepProgram,
  inputs: LaneInputs,
  known: readonly KnownState[],
  last: number,
  turns: Turns,
): Promise<Watched> {
  const { now } = turns;
  const rest = createRest(turns);
  const piece = Math.max(1, Math.min(MOST_STEPS, Math.floor(PIECE_WORK / (program.m * program.n * program.r))));
  const size = (program.m + program.n) * program.r;
  const wanted = watchedSteps(last, Math.max(2, Math.min(MOST_POINTS, Math.floor(MOST_NUMBERS / size))));
  const t: number[] = [];
  const points: Factors[] = [];
  let next = 0;
  let at = known[0]!;
  let run = await createFloat64Engine().start(program, [inputs], [at.state]);
  const deadline = now() + FOLLOW_MS;
  try {
    for (const step of wanted) {
      const from = at;
      while (next < known.length && known[next]!.t <= step) {
        if (known[next]!.t > at.t) at = known[next]!;
        next++;
      }
      if (at !== from) {
        run.dispose();
        run = await createFloat64Engine().start(program, [inputs], [at.state]);
      }
      while (step > at.t && now() < deadline) {
        const steps = Math.min(piece, step - at.t);
        const { states } = await run.advance(steps);
        at = { t: at.t + steps, state: states[0]! };
        await rest();
      }
      if (t.at(-1) === at.t) continue;
      t.push(at.t);
      points.push(factorsOf(at.state, program));
    }
    return { t, points };
  } finally {
    run.dispose();
  }
}

interface DescentOptions {
  readonly steps: number;
  /** of the loss, see `Descent.reached` */
  readonly level: number;
  readonly limitMs: number;
  readonly turns: Turns;
}

export interface Descent {
  readonly t: readonly number[];
  readonly points: readonly Factors[];
  /** first iterate with a loss of at most `level`; null if none */
  readonly reached: number | null;
  readonly loss: number;
  readonly gradNorm: number;
}

/** Points of a way that is only looked at: of one, of each of many. */
const PREVIEW_POINTS = { alone: 150, together: 100 };

/** Descents from several starts side by side, for `steps` steps or until `limitMs` have passed. */
export async function descend(
  { program, inputs, state }: { readonly program: StepProgram; readonly inputs: LaneInputs; readonly state: LaneState },
  starts: readonly Factors[],
  { steps, level, limitMs, turns }: DescentOptions,
): Promise<readonly Descent[]> {
  const { now } = turns;
  const rest = createRest(turns);
  const states = starts.map(({ B, A }) => ({ ...state, theta: [B, A] }));
  const run = await createFloat64Engine().start(
    program,
    starts.map(() => inputs),
    states,
  );
  const column = (id: "loss" | "grad_norm_sq") => program.columns.indexOf(id);
  const [lossAt, gradientAt] = [column("loss"), column("grad_norm_sq")];
  const ways = starts.map((V) => ({
    t: [0],
    points: [V],
    reached: null as number | null,
    loss: Number.NaN,
    gradNorm: Number.NaN,
  }));
  const deadline = now() + limitMs;
  try {
    const watched = watchedSteps(steps, starts.length > 1 ? PREVIEW_POINTS.together : PREVIEW_POINTS.alone);
    let t = 0;
    for (const next of watched.slice(1)) {
      if (now() > deadline) break;
      await rest();
      const { columns, states: after } = await run.advance(next - t);
      ways.forEach((way, i) => {
        const losses = columns[lossAt]!.subarray(i * (next - t), (i + 1) * (next - t));
        const fallen = way.reached === null ? losses.findIndex((J) => J <= level) : -1;
        if (fallen >= 0) way.reached = t + fallen;
        way.t.push(next);
        way.points.push(factorsOf(after[i]!, program));
      });
      t = next;
    }
    const { columns } = await run.advance(1);
    ways.forEach((way, i) => {
      way.loss = columns[lossAt]![i]!;
      way.gradNorm = Math.sqrt(columns[gradientAt]![i]!);
      if (way.reached === null && way.loss <= level) way.reached = t;
    });
    return ways;
  } finally {
    run.dispose();
  }
}
