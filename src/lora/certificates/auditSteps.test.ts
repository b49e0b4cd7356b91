import { expect, test } from "vitest";
import { isAudited, nextAudited } from "./auditSteps";

const audited = (T: number) => Array.from({ length: T + 1 }, (_, t) => t).filter((t) => isAudited(t, T));

test("the first sixteen iterates are audited, then 32 a decade, and the last", () => {
  const steps = audited(16_000);
  expect(steps.slice(0, 17)).toEqual(Array.from({ length: 17 }, (_, t) => t));
  expect(steps.filter((t) => t >= 160 && t < 1600)).toHaveLength(32);
  expect(steps.filter((t) => t >= 1600 && t < 16_000)).toHaveLength(32);
  expect(steps.at(-1)).toBe(16_000);
  expect(audited(1001).at(-1)).toBe(1001);
});

test("the next audited iterate is the first at or after t, up to 10⁸", () => {
  const steps = audited(3000);
  for (let t = 0; t <= 3000; t++) expect(nextAudited(t, 3000)).toBe(steps.find((step) => step >= t));
  for (let t = 99_000_000; t <= 99_000_100; t++) expect(nextAudited(t, 1e8)).toBeGreaterThanOrEqual(t);
});
