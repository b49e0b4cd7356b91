/**
 * Answers what the picture of the origin asks (`protocol/plane.ts`). It holds the plane placed last; everything is computed in
 * float64 on the processor, whatever engine runs the lanes, and in pieces short enough that the run beside it goes on.
 */
import type { Lane, LaneBatch } from "../../lora/lane";
import { basinsOf } from "../../lora/origin/basins";
import {
  evenlyAlong,
  lengthShare,
  movedTo,
  type Plane,
  planeThrough,
  plusScaled,
  principalPlane,
  projectionOn,
  saddlePlane,
} from "../../lora/origin/plane";
import { formOf, type PlaneForm } from "../../lora/origin/planeForm";
import { eigenvectorOf, type Factors, leadingDirectionOf, normOf, type Saddle } from "../../lora/origin/saddle";
import { matrix } from "../../math/matrix";
import { createDraws } from "../../math/random";
import type {
  Place,
  PlaneAnswer,
  PlaneChoice,
  PlaneExchange,
  PlaneQuestion,
  Previews,
  SaddleFacts,
  Trail,
} from "../../protocol/plane";
import { RunFailure } from "../failure";
import { descend, factorsOf, follow, type Watched } from "./descent";
import { predictedEscape, saddleFactsOf } from "./saddleFacts";
import { heightsOf, minimaWithin } from "./surface";
import type { Turns } from "./turns";

type Ask<Kind extends keyof PlaneExchange> = PlaneExchange[Kind]["ask"];

interface Placed {
  readonly lane: Lane;
  readonly plane: Plane;
  readonly form: PlaneForm;
  readonly saddle: Saddle;
  readonly facts: SaddleFacts;
  readonly V0: Factors;
}

/** Points of a path from which its principal directions are taken. */
const PRINCIPAL_POINTS = 48;
/** Half the side of the part in which minima are looked for, against the farthest point of the paths. */
const MINIMA_REACH = 4;
/** Time that a drop of many starts may take, and steps of a nudge. */
const DROP_MS = 4000;
/** A path that no longer moves from this part of it on rests. */
const BEFORE = 0.8;
const NUDGE_STEPS = { least: 500, most: 20_000, perPredicted: 3 };

export function createDesk(lanes: readonly Lane[], batches: readonly LaneBatch[], turns: Turns) {
  let placed: Placed | null = null;

  function choose(choice: PlaneChoice, saddle: Saddle, path: Watched): Plane | null {
    const V0 = path.points[0]!;
    const VT = path.points.at(-1)!;
    const directions = saddlePlane(saddle, normOf(VT) > normOf(V0) ? VT : V0);
    const spare = directions ? [directions.across, directions.up] : [];
    switch (choice) {
      case "exact":
        return exactPlane;
      case "saddle":
        return directions;
      case "ends":
        return planeThrough([V0, VT, ...spare]);
      case "principal":
        return principalPlane(evenlyAlong(path.points, PRINCIPAL_POINTS), [VT, ...spare]);
      default:
        return choice satisfies never;
    }
  }

  async function pathOf(index: number, states: Ask<"place">["states"][number], last: number): Promise<Watched> {
    const batch = batches.find((each) => each.lanes.includes(index))!;
    const position = batch.lanes.indexOf(index);
    const known = states.map((state) => ({ t: state.t, state }));
    const begin = { t: 0, state: batch.states[position]! };
    const path = await follow(batch.program, batch.inputs[position]!, [begin, ...known], last, turns);
    const { m, n, r } = lanes[index]!.program;
    return {
      t: path.t,
      points: path.points.map(({ B, A }) => factorsOf({ theta: [B, A], previousStep: 0 }, { m, n, r })),
    };
  }

  async function place({ choice, lanes: indices, states, last }: Ask<"place">): Promise<Place> {
    const [first = -1, ...others] = indices;
    const lane = lanes[first];
    if (!lane) throw new RunFailure("bad-experiment", `there is no lane ${first}: the run has ${lanes.length}`);
    const { m, n, r } = lane.program;
    const path = await pathOf(first, states[0]!, last);
    const V0 = path.points[0]!;
    const { saddle, facts } = await saddleFactsOf(lane, V0, turns);
    const choices = choicesOf(m * n * r === 1, saddle);
    const chosen = choices.find((each) => each === choice) ?? choices[0]!;
    const plane = choose(chosen, saddle, path);
    if (!plane) throw new RunFailure("bad-experiment", "V does not move and no direction leads away from V = 0");
    const form = formOf(plane);
    placed = { lane, plane, form, saddle, facts, V0 };
    const paths = [{ lane: first, path }];
    for (const [i, index] of others.entries()) {
      const other = lanes[index]?.program;
      if (other?.m !== m || other.n !== n || other.r !== r) continue;
      paths.push({ lane: index, path: await pathOf(index, states[i + 1]!, last) });
    }
    const trails = paths.map(({ lane: index, path: each }) => ({ lane: index, trail: trailOf(plane, each) }));
    const reach =
      MINIMA_REACH *
      Math.max(
        1e-300,
        ...trails.flatMap(({ trail }) => [...trail.x, ...trail.y].map(Math.abs)),
        Math.sqrt(facts.sigma1 / lane.facts.L),
      );
    return {
      ...{ choice: chosen, choices, trails, saddle: facts, share: lengthShare(plane, path.points) },
      ...directionsIn(plane, saddle, V0),
      ...minimaWithin(lane, form, reach),
    };
  }

  async function descents(starts: readonly Factors[], steps: number): Promise<Previews> {
    const { lane, plane, saddle, facts } = current();
    const ways = await descend(lane, starts, { steps, level: facts.escapeLoss, limitMs: DROP_MS, turns });
    const taken = ways[0]?.t.at(-1) ?? 0;
    const { basins, of } = basinsOf(
      ways.map(({ t, points, loss }) => ({
        V: points.at(-1)!,
        before: points[t.findLastIndex((step) => step <= BEFORE * taken)]!,
        startNormSq: normOf(points[0]!) ** 2,
        loss,
      })),
    );
    const previews = ways.map((way, i) => ({
      trail: trailOf(plane, way),
      start: starts[i]!,
      basin: of[i]!,
      escaped: way.reached,
      predicted: predictedEscape(lane, saddle, starts[i]!, facts.eta),
      ...{ loss: way.loss, gradNorm: way.gradNorm },
    }));
    return { previews, basins, steps: taken };
  }

  function previews({ starts, steps }: Ask<"previews">): Promise<Previews> {
    const { plane, V0 } = current();
    return descents(
      placesOf(starts).map(([x, y]) => movedTo(plane, V0, x, y)),
      steps,
    );
  }

  function nudge({ epsilon }: Ask<"nudge">): Promise<Previews> {
    const { lane, saddle, facts, V0 } = current();
    if (saddle.sigma.length === 0) return descents([V0], NUDGE_STEPS.least);
    const start = plusScaled(V0, epsilon, eigenvectorOf(saddle, 0, -1, leadingDirectionOf(saddle, V0)));
    const predicted = predictedEscape(lane, saddle, start, facts.eta);
    const { least, most, perPredicted } = NUDGE_STEPS;
    return descents([start], Math.min(most, Math.max(least, Math.ceil(perPredicted * (predicted || 0)))));
  }

  function current(): Placed {
    if (!placed) throw new RunFailure("internal", "no plane has been placed");
    return placed;
  }

  return async (question: PlaneQuestion): Promise<PlaneAnswer> => {
    switch (question.kind) {
      case "place":
        return { kind: "place", ...(await place(question)) };
      case "heights": {
        const { lane, form } = current();
        return { kind: "heights", ...(await heightsOf(lane, form, question.window, question.size, turns)) };
      }
      case "previews":
        return { kind: "previews", ...(await previews(question)) };
      case "nudge":
        return { kind: "nudge", ...(await nudge(question)) };
      default:
        return question satisfies never;
    }
  };
}

/** The planes that there are: a 1×1 problem has one, and a gradient of 0 at W0 singles no direction out. */
function choicesOf(isExact: boolean, { sigma }: Saddle): readonly PlaneChoice[] {
  if (isExact) return ["exact"];
  return sigma.length > 0 ? ["saddle", "ends", "principal"] : ["ends", "principal"];
}

/** (b, a) of a 1×1 problem. */
const exactPlane: Plane = {
  across: { B: matrix(1, 1, Float64Array.of(1)), A: matrix(1, 1) },
  up: { B: matrix(1, 1), A: matrix(1, 1, Float64Array.of(1)) },
};

function trailOf(plane: Plane, { t, points }: Watched): Trail {
  const at = points.map((V) => projectionOn(plane, V));
  return {
    t: Float64Array.from(t),
    x: Float64Array.from(at, ({ x }) => x),
    y: Float64Array.from(at, ({ y }) => y),
    distance: Float64Array.from(at, ({ distance }) => distance),
  };
}

/** The leading unstable and stable direction as seen in the plane. */
function directionsIn(plane: Plane, saddle: Saddle, V: Factors): Pick<Place, "stable" | "unstable"> {
  const directions = saddlePlane(saddle, V);
  if (!directions) return { stable: null, unstable: null };
  const seen = (E: Factors): readonly [number, number] => {
    const { x, y } = projectionOn(plane, E);
    return [x, y];
  };
  return { stable: seen(directions.up), unstable: seen(directions.across) };
}

/** The places asked for, or drawn evenly from a window. */
function placesOf(starts: Ask<"previews">["starts"]): readonly (readonly [number, number])[] {
  if (!("seed" in starts)) return starts;
  const { count, seed, window } = starts;
  const draws = createDraws(seed);
  const coordinate = (centre: number) => centre + window.half * (2 * draws.uniform() - 1);
  return Array.from({ length: count }, () => [coordinate(window.x), coordinate(window.y)] as const);
}
