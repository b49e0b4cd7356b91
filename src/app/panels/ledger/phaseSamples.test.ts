import { expect, test } from "vitest";
import { plainHistory } from "../../../charts/history.fixtures";
import { phaseAt, phaseSamples, stretchOf } from "./phaseSamples";

const rows = (count: number) => Array.from({ length: count }, (_, t) => t);
const history = (count: number, bucket = 1) =>
  plainHistory(
    {
      loss: rows(count),
      grad_norm_sq: rows(count),
      step_size: rows(count),
      v_norm_sq: rows(count),
      loss_grad_norm: rows(count),
    },
    bucket,
  );
const stepsOf = (...args: Parameters<typeof phaseSamples>) => phaseSamples(...args).map(({ t }) => t);

test("early iterates are all sampled, later ones about 32 a decade, the last one in any case", () => {
  const steps = stepsOf(history(1501), 1500, true);
  expect(steps.slice(0, 16)).toEqual(rows(16));
  expect(steps.at(-1)).toBe(1500);
  expect(steps.filter((t) => t >= 100 && t < 1000).length).toBe(32);
});

test("a run that goes on is sampled as far as it has come, one that ended early to its end", () => {
  expect(stepsOf(history(102), 1500, false).at(-1)).toBeLessThanOrEqual(101);
  expect(stepsOf(history(102), 1500, true).at(-1)).toBe(101);
  expect(phaseSamples(history(0), 1500, false)).toEqual([]);
});

test("where rows are thinned, every kept one is taken once and read at its own iterate", () => {
  const samples = phaseSamples(history(200, 7), 199, false);
  for (const { t, J } of samples) expect([t % 7, J]).toEqual([0, t]);
  expect(new Set(samples.map(({ t }) => t)).size).toBe(samples.length);
});

test("phases fill the scrubber's way without a gap", () => {
  const [a, b] = [stretchOf({ from: 0, to: 9 }, 99), stretchOf({ from: 9, to: 99 }, 99)];
  expect([a.left, a.left + a.width, b.left + b.width]).toEqual([0, 50, 100]);
});

test("an iterate at which two phases meet belongs to the later one, what follows to the last", () => {
  const phase = { measured: null, predicted: null };
  const phases = [
    { ...phase, kind: "plateau", from: 0, to: 9 },
    { ...phase, kind: "linear", from: 9, to: 20 },
  ] as const;
  expect(phaseAt(phases, 9)?.kind).toBe("linear");
  expect(phaseAt(phases, 21)?.kind).toBe("linear");
  expect(phaseAt([], 3)).toBeNull();
});
