/** Runs a lane on the float64 engine with its ledger and audits, as the worker does, for tests. */
import { createFloat64Engine } from "../../engine/float64/engine";
import { Float64Ops } from "../../engine/float64/ops";
import type { LaneConfig } from "../experiment";
import type { Lane } from "../lane";
import { prepareLane } from "../lane.fixtures";
import type { LaneState } from "../program";
import { auditAt } from "./audit";
import { isAudited } from "./auditSteps";
import { toleranceOfLoss } from "./constants";
import { createLedger, type Ledger } from "./ledger";

export interface LedgerRun {
  readonly lane: Lane;
  readonly ledger: Ledger;
  /** columns in the order of `program.columns` */
  readonly columns: readonly ArrayLike<number>[];
}

/** Where the worker ends a lane in float64. */
const DIVERGED = 1e100;

/** Rows 0 … T with certificates at every row and audits at the audited ones. */
export async function runLedger(config: LaneConfig, T: number, engine = createFloat64Engine()): Promise<LedgerRun> {
  const o = new Float64Ops();
  const lane = prepareLane(config, {}, o);
  const { theory } = lane.facts;
  const ledger = createLedger(theory, "float64");
  const run = await engine.start(lane.program, [lane.inputs], [lane.state]);
  const columns = lane.program.columns.map(() => new Float64Array(T + 1));
  const tolerance = toleranceOfLoss(theory, "float64");
  let state: LaneState = lane.state;
  for (let t = 0; t <= T; ) {
    if (isAudited(t, T) && !(t > 0 && Math.abs(columns[0]![t - 1]!) > DIVERGED)) {
      ledger.audit(auditAt(o, lane, state, t, tolerance));
    }
    let count = 1;
    while (t + count <= T && !isAudited(t + count, T)) count++;
    const block = await run.advance(count);
    columns.forEach((column, c) => {
      column.set(block.columns[c]!, t);
    });
    state = block.states[0]!;
    t += count;
  }
  const [loss, grad_norm_sq, step_size, v_norm_sq, loss_grad_norm] = columns as [
    Float64Array,
    Float64Array,
    Float64Array,
    Float64Array,
    Float64Array,
  ];
  const end = loss.findIndex((J) => !(Math.abs(J) <= DIVERGED));
  ledger.append({ loss, grad_norm_sq, step_size, v_norm_sq, loss_grad_norm }, 0, end < 0 ? T + 1 : end + 1);
  return { lane, ledger, columns };
}
