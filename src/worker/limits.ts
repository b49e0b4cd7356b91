/** Refuses an experiment that does not fit, before anything is allocated, and says what would. */
import type { EngineInfo } from "../engine/engine";
import { type Experiment, type LaneConfig, MAX_LANES, MAX_SIDE } from "../lora/experiment";
import { lossOf } from "../lora/families";
import { RunFailure } from "./failure";

/** What lanes may take together on the host: a tab is killed somewhere above 2 to 4 GB. */
const HOST_BYTES = 2 ** 31;
/** Matrices of W's size a lane holds at once: W0, target, W, ∇ℓ, BA and what a formula needs in between. */
const COPIES = 8;
/** The same of data: as drawn, as prepared, as uploaded, and residuals of their size. */
const DATA_COPIES = 4;

export function checkSize(experiment: Experiment, engine: EngineInfo): void {
  const { lanes } = experiment;
  if (lanes.length < 1 || lanes.length > MAX_LANES) {
    throw new RunFailure("bad-experiment", `a run has 1 to ${MAX_LANES} lanes, not ${lanes.length}`);
  }
  for (const config of lanes) {
    const { m, n } = shapeOf(config);
    if (Math.max(m, n) > MAX_SIDE) throw tooLarge(m, n, MAX_SIDE / Math.max(m, n), "the largest side is 4096");
  }
  const entries = lanes.reduce((sum, config) => sum + entriesOf(config), 0);
  const largest = lanes.reduce((a, b) => (entriesOf(a) >= entriesOf(b) ? a : b));
  const { m, n } = shapeOf(largest);
  const perMatrix = m * n * lanes.length;
  const share = Math.min(HOST_BYTES / (8 * entries), engine.maxEntries / perMatrix);
  if (share >= 1) return;
  const reason =
    share < HOST_BYTES / (8 * entries)
      ? `${engine.adapter} holds matrices of at most ${engine.maxEntries} entries over all lanes`
      : `it would need ${((8 * entries) / 2 ** 30).toFixed(1)} GiB of memory, and a tab has ${HOST_BYTES / 2 ** 30}`;
  throw tooLarge(m, n, Math.sqrt(share), reason, lanes.length);
}

function shapeOf(config: LaneConfig): { readonly m: number; readonly n: number } {
  return lossOf(config.loss).shape ?? config;
}

/** Numbers that a lane holds, data included. */
function entriesOf(config: LaneConfig): number {
  const { m, n } = shapeOf(config);
  const data = lossOf(config.loss).dataEntries?.({ ...config, m, n }) ?? 0;
  return COPIES * m * n + 4 * config.r * (m + n) + DATA_COPIES * data;
}

function tooLarge(m: number, n: number, share: number, reason: string, lanes = 1): RunFailure {
  const fits = `${Math.max(1, Math.floor(m * share))}×${Math.max(1, Math.floor(n * share))}`;
  const what = lanes > 1 ? `${lanes} lanes of ${m}×${n} are` : `${m}×${n} is`;
  return new RunFailure("too-large", `${what} too large: ${reason}; ${fits} would fit`);
}
