/**
 * The NumPy oracle's trajectories (47 JSON files, float64, draws of the project) and their translation into lane
 * configurations: the oracle names losses, rules and parameters in its own way.
 */
import { readdirSync, readFileSync } from "node:fs";
import { fromRows } from "../../math/matrix";
import type { LaneConfig } from "../experiment";
import { initializations } from "../initializations";
import { losses } from "../losses";
import { methods } from "../methods";
import { stepRules } from "../stepSizes";

export interface Golden {
  readonly id: string;
  readonly loss: Readonly<Record<string, unknown>> & { readonly kind: string; readonly m: number; readonly n: number };
  readonly W0: { readonly scale: number; readonly seed: number } | null;
  readonly init: Readonly<Record<string, unknown>> & { readonly kind: string };
  readonly r: number;
  readonly T: number;
  readonly record: readonly number[];
  readonly method: Readonly<Record<string, unknown>>;
  readonly L: number;
  readonly Lstar: number;
  readonly metrics: Readonly<Record<string, readonly number[]>>;
  readonly sensitivity: readonly number[];
}

const folder = new URL(".", import.meta.url);

export const goldens: readonly Golden[] = readdirSync(folder)
  .filter((name) => /^g\d+_.*\.json$/.test(name))
  .sort()
  .map((name) => JSON.parse(readFileSync(new URL(name, folder), "utf8")));

const lossNames: Readonly<Record<string, string>> = {
  iso: "quadratic",
  kron: "anisotropic",
  linreg: "regression",
  vecquad: "general-quadratic",
  geman: "geman-mcclure",
  powertail: "power-tail",
  logtail: "log-tail",
  logcosh: "log-cosh",
};
const ruleNames: Readonly<Record<string, string>> = { const: "constant", backtrack: "armijo" };
const methodNames: Readonly<Record<string, string>> = { asym_A: "asym-a", asym_B: "asym-b", riemannian: "scaled" };

const kebab = (name: string) => name.replaceAll("_", "-");

function methodId({ method }: Golden): string {
  if (method.beta_B !== undefined) return "lora-plus";
  if (method.batch !== undefined) return "sgd";
  const name = String(method.method ?? "lora");
  return methodNames[name] ?? kebab(name);
}

/** The golden's configuration in the permalink's terms. */
export function laneConfigOf(golden: Golden, base: LaneConfig): LaneConfig {
  const { loss, init, method, W0 } = golden;
  const number = (x: unknown, otherwise: number) => (typeof x === "number" ? x : otherwise);
  const rows = (x: unknown) => (Array.isArray(x) ? fromRows(x) : null);
  const rule = String(method.rule ?? "paper");
  return {
    ...base,
    loss: lossNames[loss.kind] ?? loss.kind,
    m: loss.m,
    n: loss.n,
    L: golden.L,
    pseed: number(loss.seed, 0),
    tscale: number(loss.scale, 1),
    trank: typeof loss.rank === "number" ? loss.rank : null,
    target: rows(loss.T),
    cond: number(loss.cond, base.cond),
    N: number(loss.N, base.N),
    condP: number(loss.condP, base.condP),
    condQ: number(loss.condQ, base.condQ),
    noise: number(loss.noise, base.noise),
    flip: number(loss.flip, 0),
    frac: number(loss.frac, base.frac),
    K: number(loss.K, base.K),
    p: number(loss.p, base.p),
    eps: number(loss.eps, base.eps),
    k: number(loss.k, base.k),
    delta: number(loss.delta, base.delta),
    lam: number(loss.lam, base.lam),
    W0scale: W0?.scale ?? 0,
    W0seed: W0?.seed ?? base.W0seed,
    method: methodId(golden),
    r: golden.r,
    ratio: number(method.beta_B, base.ratio),
    damping: number(method.delta, base.damping),
    period: number(method.period, 1),
    prob: number(method.p, base.prob),
    mseed: number(method.seed, 0),
    batch: number(method.batch, base.batch),
    sampling: method.replace === true ? "replace" : "reshuffle",
    clients: number(method.clients, base.clients),
    local: number(method.local, base.local),
    hetero: number(method.hetero, base.hetero),
    init: kebab(init.kind),
    scale: number(init.s, 1),
    seed: number(init.seed, 0),
    gamma: number(init.gamma, base.gamma),
    B: rows(init.B),
    A: rows(init.A),
    step: ruleNames[rule] ?? kebab(rule),
    gain: number(method.gain, base.gain),
    eta: { value: number(method.eta, base.eta.value), perL: false },
  };
}

/** Whether the program has the golden's loss, method, initialization and rule. */
export function isBuilt(config: LaneConfig): boolean {
  const has = (members: readonly { readonly id: string }[], id: string) => members.some((each) => each.id === id);
  return (
    has(losses, config.loss) &&
    has(methods, config.method) &&
    has(initializations, config.init) &&
    has(stepRules, config.step)
  );
}
