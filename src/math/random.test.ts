import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { createDraws } from "./random";

interface Fixture {
  readonly seed: number;
  readonly uniforms: readonly number[];
  readonly first: readonly number[];
  readonly between: readonly number[];
  readonly second: readonly number[];
  readonly sum: number;
  readonly at: readonly (readonly [number, number])[];
}

/** Written by tools/makeDrawFixtures.py from NumPy itself. */
const fixtures: readonly Fixture[] = JSON.parse(
  readFileSync(new URL("./random.fixtures.json", import.meta.url), "utf8"),
);

const times = <T>(count: number, draw: () => T) => Array.from({ length: count }, draw);

test("a stream goes on from a position as if it had not been interrupted", () => {
  const whole = createDraws(9);
  whole.normals(1, 701);
  whole.uniform();
  const again = createDraws(9, whole.position());
  expect(times(7, again.normal)).toEqual(times(7, whole.normal));
  expect(again.position()).toEqual(whole.position());
});

describe.each(fixtures)("draws of seed $seed equal NumPy's RandomState bit for bit", (fixture) => {
  test("uniforms, and Gaussians whose kept half survives uniforms in between", () => {
    const draws = createDraws(fixture.seed);
    expect(times(4, draws.uniform)).toEqual(fixture.uniforms);
    expect(times(5, draws.normal)).toEqual(fixture.first);
    expect(times(2, draws.uniform)).toEqual(fixture.between);
    expect(times(4, draws.normal)).toEqual(fixture.second);
  });

  test("20,000 Gaussians, across many twists of the generator, row by row", () => {
    const { data } = createDraws(fixture.seed).normals(200, 100);
    expect(data.reduce((sum, z) => sum + z, 0)).toBe(fixture.sum);
    for (const [index, value] of fixture.at) expect(data[index]).toBe(value);
  });
});
