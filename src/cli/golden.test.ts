import { describe, expect, it } from "vitest";
import type { ParameterId } from "../lora/experiment";
import { type Golden, goldens, isBuilt, laneConfigOf } from "../lora/golden/goldens.fixtures";
import { laneConfig } from "../lora/laneConfig.fixtures";
import { rowOf } from "../permalink/lanes";
import { laneKeys } from "../permalink/schema";
import { simulateWith, tableOf } from "./terminal.fixtures";

/** Theory §i: rtol = max(1e-11, 1e3·sensitivity), atol = 1e-13·|value at t = 0|; records with rtol above 1e-3 say nothing. */
const FLOOR = 1e-11;
const SENSITIVITY_FACTOR = 1e3;
const MEANINGLESS = 1e-3;
const ABSOLUTE = 1e-13;

const built = goldens.filter((golden) => isBuilt(laneConfigOf(golden, laneConfig())));

/** The golden's configuration as the text of a link. */
function linkOf(golden: Golden): string {
  const config = laneConfigOf(golden, laneConfig());
  const textOf = (key: ParameterId) => `${key}=${rowOf(key).write(config[key])}`;
  return `#v=1&${laneKeys.map(textOf).join("&")}&T=${golden.T}`;
}

/** Our column and what the oracle calls it; grad_norm_sq is its square. */
const columns = [
  ["loss", "loss", (x: number) => x],
  ["grad_norm_sq", "grad_norm", Math.sqrt],
  ["step_size", "eta", (x: number) => x],
  ["v_norm_sq", "v_norm_sq", (x: number) => x],
  ["loss_grad_norm", "g_norm", (x: number) => x],
  ["sum_step_sizes", "sum_eta", (x: number) => x],
] as const;

describe("simulate", () => {
  it.each(built.map((golden) => [golden.id, golden] as const))("reproduces %s from its link", async (_, golden) => {
    const steps = golden.metrics.t ?? [];
    const { status, out, err } = await simulateWith([linkOf(golden), "--at", steps.join()]);
    expect([status, err.replace(/^note on lane.*\n/gm, "")]).toEqual([0, ""]);
    const { header, rows } = tableOf(out);
    expect(rows.map((row) => row[header.indexOf("t")])).toEqual(steps);
    const failures: string[] = [];
    rows.forEach((row, i) => {
      const rtol = Math.max(FLOOR, SENSITIVITY_FACTOR * (golden.sensitivity[i] ?? 0));
      if (rtol > MEANINGLESS) return;
      for (const [ours, theirs, as] of columns) {
        const actual = as(row[header.indexOf(ours)] ?? Number.NaN);
        const expected = golden.metrics[theirs]?.[i] ?? Number.NaN;
        const allowed = rtol * Math.abs(expected) + ABSOLUTE * Math.abs(golden.metrics[theirs]?.[0] ?? 0);
        if (!(Math.abs(actual - expected) <= allowed))
          failures.push(`t=${steps[i]} ${ours}: ${actual}, not ${expected}`);
      }
    });
    expect(failures).toEqual([]);
  });
});
