import { expect, test } from "vitest";
import { createFloat64Engine } from "../../engine/float64/engine";
import { createDraws } from "../../math/random";
import type { LaneConfig } from "../experiment";
import { initializationOf, methodOf } from "../families";
import { initializations } from "../initializations";
import { losses } from "../lane.fixtures";
import { laneConfig } from "../laneConfig.fixtures";
import { methods } from "../methods";
import { stepRules } from "../stepSizes";
import { certificates } from "./index";
import { runLedger } from "./ledger.fixtures";

const RUNS = 1000;
const SEED = 20251220;

const MAX_RANK = 6;

const projecting = methods.filter(({ id }) => methodOf(id).projection);

/** Configurations over the whole families, scales over many decades; the digits have a suite of their own. */
function randomConfigs(count: number): readonly { readonly config: LaneConfig; readonly T: number }[] {
  const draws = createDraws(SEED);
  const below = (n: number) => Math.floor(n * draws.uniform());
  const pick = <X>(list: readonly X[]) => list[below(list.length)]!;
  const decades = (from: number, to: number) => 10 ** (from + (to - from) * draws.uniform());
  return Array.from({ length: count }, () => {
    const m = 1 + below(8);
    const n = 1 + below(8);
    const L = decades(0, 2);
    // LoRA descent half of the time: most statements are about it alone. Then methods that project, under their own rule.
    const kind = draws.uniform();
    const projects = kind > 0.5 && kind < 0.65;
    const method = kind < 0.5 ? "lora" : projects ? pick(projecting).id : pick(methods).id;
    const starts = initializations.filter(({ id }) => id !== "user" && (initializationOf(id).maxRank?.(m, n) ?? 1) > 0);
    const init = pick(starts).id;
    const largest = [initializationOf(init), methodOf(method)].map(({ maxRank }) => maxRank?.(m, n) ?? MAX_RANK);
    return {
      T: 1 + below(draws.uniform() < 0.1 ? 1500 : 120),
      config: laneConfig({
        loss: pick(losses.filter((loss) => !loss.asset)).id,
        m,
        n,
        L,
        pseed: below(1e6),
        tscale: decades(-2, 2),
        N: 2 + below(30),
        cond: decades(0, 4),
        noise: draws.uniform(),
        p: decades(-1.5, 0.5),
        lam: draws.uniform() < 0.5 ? 0 : 0.3 * L * draws.uniform(),
        W0scale: draws.uniform() < 0.5 ? 0 : decades(-1, 1),
        method,
        damping: decades(-3, 0),
        period: projects ? 1 : 1 + below(20),
        batch: 1 + below(8),
        r: Math.min(1 + below(MAX_RANK), ...largest),
        init,
        scale: decades(-6, 1),
        seed: below(1e6),
        // Rule (8) most of the time: the statements that lean on it are the most exposed.
        step: projects ? "auto" : draws.uniform() < 0.6 ? "paper" : pick(stepRules).id,
        eta: { value: decades(-3, 0), perL: true },
      }),
    };
  });
}

test(`no certificate raises a false alarm in ${RUNS} random runs, and each is judged in many`, {
  timeout: 120_000,
}, async () => {
  // A thousand shapes would be a thousand programs to compile: the interpreter takes them as they come.
  const interpreter = createFloat64Engine(false);
  const held = new Map<string, number>();
  const alarms: string[] = [];
  for (const { config, T } of randomConfigs(RUNS)) {
    const { ledger } = await runLedger(config, T, interpreter);
    for (const { id, verdict, firstViolation, worstSlack } of ledger.entries()) {
      if (verdict === "holds") held.set(id, (held.get(id) ?? 0) + 1);
      if (verdict === "violated") alarms.push(`${id} at ${firstViolation}, ${worstSlack}: ${JSON.stringify(config)}`);
    }
  }
  expect(alarms).toEqual([]);
  for (const { id } of certificates) expect([id, (held.get(id) ?? 0) > RUNS / 20]).toEqual([id, true]);
});
