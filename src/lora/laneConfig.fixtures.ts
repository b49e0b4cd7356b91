/** A lane configuration with the permalink's defaults, for tests that change a few fields. */
import type { LaneConfig } from "./experiment";

const defaults: LaneConfig = {
  loss: "quadratic",
  m: 16,
  n: 12,
  L: 2,
  pseed: 1,
  tscale: 1,
  trank: null,
  cond: 10,
  condP: 10,
  condQ: 10,
  N: 60,
  noise: 0,
  flip: 0,
  frac: 0.6,
  K: 200,
  p: 0.1,
  eps: 2,
  k: 5,
  delta: 1,
  lam: 0,
  W0scale: 0,
  W0seed: 3,
  target: null,
  method: "lora",
  r: 4,
  alpha: null,
  init: "lora",
  scale: 1,
  seed: 7,
  gamma: 16,
  v0norm: null,
  B: null,
  A: null,
  step: "auto",
  eta: { value: 0.05, perL: false },
  gain: 0.1,
  Lhat: null,
};

export function laneConfig(changes: Partial<LaneConfig> = {}): LaneConfig {
  return { ...defaults, ...changes };
}
