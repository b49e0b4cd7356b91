import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { prepareLane } from "../../lora/lane.fixtures";
import { experimentOf, readLink } from "../../permalink/link";
import { createFloat64Engine } from "./engine";
import { Float64Ops } from "./ops";

interface Trajectory {
  readonly link: string;
  readonly L: number;
  readonly Lstar: number;
  /** t, J, ‖∇J‖², η, ‖V‖², ‖G‖, and for digits both accuracies */
  readonly rows: readonly (readonly number[])[];
}

/** Written by tools/makeTrajectoryFixtures.py with NumPy: what the oracle's own files do not reach. */
const trajectories: readonly Trajectory[] = JSON.parse(
  readFileSync(new URL("../../lora/golden/trajectories.fixtures.json", import.meta.url), "utf8"),
);

const file = readFileSync(new URL("../../../public/digits.bin", import.meta.url));
const digits = file.buffer.slice(file.byteOffset, file.byteOffset + file.byteLength);

/** Sums of up to 10⁴ terms in another order, over 300 steps of contracting descent. */
const RELATIVE = 1e-10;

describe("trajectories by NumPy are reproduced from their permalinks", () => {
  test.each(trajectories.map((trajectory) => [trajectory.link, trajectory] as const))(
    "%s",
    { timeout: 30_000 },
    async (link, expected) => {
      const { link: parsed, faults } = readLink(link);
      expect(faults).toEqual([]);
      const { lanes, T } = experimentOf(parsed);
      const lane = prepareLane(lanes[0]!, { digits }, new Float64Ops());
      expect(lane.facts.L / expected.L).toBeCloseTo(1, 12);
      expect(Math.abs(lane.facts.infimum - expected.Lstar)).toBeLessThan(1e-12 * Math.max(1, expected.Lstar));
      const run = await createFloat64Engine().start(lane.program, [lane.inputs], [lane.state]);
      const { columns } = await run.advance(T + 1);
      for (const [t, ...values] of expected.rows) {
        for (const [c, value] of values.entries()) {
          const scale = Math.abs(value) + 1e-13 * Math.abs(expected.rows[0]![c + 1]!);
          expect(Math.abs(columns[c]![t!]! - value)).toBeLessThanOrEqual(RELATIVE * scale);
        }
      }
    },
  );
});
