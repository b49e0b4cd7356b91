import { describe, expect, test } from "vitest";
import { createFloat64Engine } from "../../engine/float64/engine";
import { Float64Ops } from "../../engine/float64/ops";
import type { Matrix } from "../../math/matrix";
import { createDraws } from "../../math/random";
import type { LaneConfig } from "../experiment";
import { batchLanes, type Lane } from "../lane";
import { methods, prepareLane } from "../lane.fixtures";
import { laneConfig } from "../laneConfig.fixtures";
import { boundData } from "../program";

const prepare = (changes: Partial<LaneConfig>) =>
  prepareLane(laneConfig({ method: "fed-rac", m: 6, n: 5, r: 2, N: 8, ...changes }), {}, new Float64Ops());

async function run(lane: Lane, rows: number) {
  const { program, inputs, states } = batchLanes([lane])[0]!;
  return (await createFloat64Engine().start(program, inputs, states)).advance(rows);
}

async function lossesOf(lane: Lane, rows: number): Promise<readonly number[]> {
  return [...(await run(lane, rows)).columns[0]!];
}

const sampled = ["regression", "logistic", "sigmoid", "softmax", "sensing"] as const;

/** How many clients a lane of several local steps has. */
const clientsOf = ({ inputs }: Lane) => Object.keys(inputs.scalars).filter((name) => name.startsWith("perSample of"));

/** ∇fᵢ(W) with fᵢ's weight Nᵢ/N, from the data that client i holds. */
function clientGradient(lane: Lane, client: number, W: Matrix): { readonly G: Matrix; readonly weight: number } {
  const { inputs, program } = lane;
  const suffix = ` of ${client}`;
  const own = <T>(all: Readonly<Record<string, T>>) =>
    Object.fromEntries(
      Object.entries(all).flatMap(([name, value]) =>
        name.endsWith(suffix) ? [[name.slice(0, -suffix.length), value]] : [],
      ),
    );
  const matrices = { ...inputs.matrices, ...own(inputs.matrices) };
  const scalars = { ...inputs.scalars, ...own(inputs.scalars) };
  const G = program.loss.at(new Float64Ops(), boundData({ matrices, scalars }), W).gradient();
  return { G, weight: inputs.scalars.perSample! / scalars.perSample! };
}

describe("clients", () => {
  test.each(sampled)("of %s share its samples: the weighted mean of their gradients is that of the loss", (loss) => {
    for (const clients of [1, 3, 7]) {
      const lane = prepare({ loss, clients, local: 2, K: 20, noise: 0.2, lam: loss === "logistic" ? 0.3 : 0 });
      const W = createDraws(5).normals(6, 5);
      const G = lane.program.loss.at(new Float64Ops(), boundData(lane.inputs), W).gradient();
      const mean = new Float64Array(30);
      expect(clientsOf(lane)).toHaveLength(clients);
      for (const client of clientsOf(lane).keys()) {
        const own = clientGradient(lane, client, W);
        for (let e = 0; e < 30; e++) mean[e]! += own.weight * own.G.data[e]!;
      }
      G.data.forEach((g, e) => {
        expect(mean[e]).toBeCloseTo(g, 12);
      });
    }
  });

  test("draw their own samples: with teachers of their own, those of a run with the seed after, and the one after that", () => {
    const lane = prepare({ loss: "regression", clients: 3, hetero: 1, noise: 0.1, pseed: 20 });
    for (const client of [0, 1, 2]) {
      const { X, Y } = prepare({ method: "lora", loss: "regression", noise: 0.1, pseed: 21 + client }).inputs.matrices;
      expect(lane.inputs.matrices.X!.data.slice(client * 40, (client + 1) * 40)).toEqual(X!.data);
      const own = lane.inputs.matrices.Y!.data.subarray(client * 48, (client + 1) * 48);
      own.forEach((y, e) => {
        expect(y).toBeCloseTo(Y!.data[e]!, 12);
      });
    }
  });

  test("that share a teacher share a minimum, and several local steps reach it", async () => {
    const losses = await lossesOf(prepare({ loss: "regression", hetero: 0, local: 5, cond: 2 }), 400);
    expect(losses.at(-1)).toBeLessThan(1e-20 * losses[0]!);
  });

  test("with teachers of their own drift apart: several local steps stay above what one reaches", async () => {
    const gapAfter = async (local: number) => {
      const lane = prepare({ loss: "regression", hetero: 1, local, N: 20, cond: 2 });
      return (await lossesOf(lane, 600)).at(-1)! - lane.facts.infimum;
    };
    expect(await gapAfter(1)).toBeLessThan(1e-12);
    expect(await gapAfter(10)).toBeGreaterThan(1e-3);
  });

  test("beyond the number of samples hold none and take no part", () => {
    expect(clientsOf(prepare({ loss: "sensing", K: 5, clients: 9, local: 2 }))).toHaveLength(5);
  });
});

describe("a round", () => {
  test("of one local step is a step of RAC-LoRA, bit for bit", async () => {
    const lane = prepare({ loss: "softmax", clients: 3, mseed: 4 });
    const rac = { ...lane.program, method: methods.find(({ id }) => id === "rac")!, key: "rac" };
    const [federated, alone] = [await run(lane, 50), await run({ ...lane, program: rac }, 50)];
    expect(federated.columns).toEqual(alone.columns);
    expect(federated.states).toEqual(alone.states);
  });

  test("of one local step is a step along GH, and statements on these apply; with several none does", () => {
    expect([1, 2].map((local) => prepare({ local }).facts.theory.projected)).toEqual([true, false]);
    expect(prepare({ local: 2 }).facts.notes).toEqual([expect.stringContaining("clients drift")]);
  });

  test("of one client is so many steps of B with that A frozen", async () => {
    const local = 7;
    const lane = prepare({ clients: 1, local, loss: "log-cosh" });
    const [B, A] = lane.state.theta as [Matrix, Matrix];
    const frozen = prepare({
      method: "asym-a",
      loss: "log-cosh",
      init: "user",
      B,
      A,
      step: "constant",
      eta: { value: 1, perL: true },
    });
    const [federated, alone] = [await lossesOf(lane, 2), await lossesOf(frozen, local + 1)];
    expect(federated[1]).toBeCloseTo(alone[local]!, 12);
  });

  test("is the same for any number of clients where the loss has no samples", async () => {
    const [few, many] = await Promise.all([2, 9].map((clients) => lossesOf(prepare({ clients, local: 3 }), 20)));
    expect(few).toEqual(many);
  });

  test("backtracks along what the clients would do: under Armijo's rule no round raises the loss", async () => {
    const losses = await lossesOf(prepare({ loss: "regression", local: 4, step: "armijo", noise: 0.3 }), 100);
    expect(losses.every((loss, t) => t === 0 || loss <= losses[t - 1]! * (1 + 1e-14))).toBe(true);
  });
});
