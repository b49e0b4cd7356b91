/** Every claim of the course, on the float64 engine; figures are those of the specification (docs/theory: h2–h12), to its digits. */
import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { createFloat64Engine } from "../engine/float64/engine";
import { Float64Ops } from "../engine/float64/ops";
import { prepareLane } from "../lora/lane.fixtures";
import { encodeLink, experimentOf, readLink } from "../permalink/link";
import { course, firstLook } from "./course";
import type { Lesson, LessonLane } from "./lesson";

const MAX_LENGTH = 200;
const lessons = [firstLook, ...course];
const file = readFileSync(new URL("../../public/digits.bin", import.meta.url));
const digits = file.buffer.slice(file.byteOffset, file.byteOffset + file.byteLength);

/** A number to three significant digits. */
const write = (x: number) => String(Number(x.toPrecision(3)));

/** Σ_{τ<t} η_τ and min_{τ≤t} ‖∇J‖², as the page derives them from the streamed columns. */
function derived(eta: Float64Array, gradNormSq: Float64Array): readonly [Float64Array, Float64Array] {
  let sum = 0;
  let min = Number.POSITIVE_INFINITY;
  const sums = eta.map((step) => {
    sum += step;
    return sum - step;
  });
  return [sums, gradNormSq.map((value) => (min = Math.min(min, value)))];
}

async function lanesOf({ link }: Lesson): Promise<readonly LessonLane[]> {
  const { lanes, T } = experimentOf(readLink(link).link);
  return Promise.all(
    lanes.map(async (config): Promise<LessonLane> => {
      const { facts, program, inputs, state } = prepareLane(config, { digits }, new Float64Ops());
      const run = await createFloat64Engine().start(program, [inputs], [state]);
      const { columns } = await run.advance(T + 1);
      // the float64 engine streams doubles
      const streamed = (id: string) => columns[(program.columns as readonly string[]).indexOf(id)] as Float64Array;
      const [sums, minima] = derived(streamed("step_size"), streamed("grad_norm_sq"));
      const column = (id: string): Float64Array => {
        if (id === "sum_step_sizes") return sums;
        if (id === "min_grad_norm_sq") return minima;
        return streamed(id);
      };
      return {
        facts,
        last: T,
        at: (id, t) => column(id)[t] ?? Number.NaN,
        firstAtMost(id, level) {
          const t = column(id).findIndex((value) => value <= level);
          return t < 0 ? null : t;
        },
      };
    }),
  );
}

async function play(id: string) {
  const lesson = lessons.find((each) => each.id === id)!;
  const lanes = await lanesOf(lesson);
  return { lanes, answer: lesson.answer(lanes, write) };
}

describe("a lesson", () => {
  test.each(lessons.map((lesson) => [lesson.id, lesson] as const))("%s has a short canonical link", (_, lesson) => {
    const { link, faults } = readLink(lesson.link);
    expect(faults).toEqual([]);
    expect(encodeLink(link)).toBe(lesson.link);
    expect(lesson.link.length).toBeLessThanOrEqual(MAX_LENGTH);
    expect(lesson.choices[lesson.right]).toBeDefined();
  });

  test("has an id of its own, and there are twelve", () => {
    expect(new Set(lessons.map(({ id }) => id)).size).toBe(lessons.length);
    expect(course).toHaveLength(12);
  });
});

describe("what a lesson says is so", () => {
  test("first look: a wait, four stairs, the loss near 0", async () => {
    const { lanes, answer } = await play("first-look");
    const lane = lanes[0]!;
    const J0 = lane.at("loss", 0);
    expect(lane.firstAtMost("loss", 0.9 * J0)).toBeGreaterThan(100);
    // A stair is a stretch of slow descent between two of fast descent: a local minimum of the decrease of ln J.
    const speed = (t: number) => Math.log(lane.at("loss", t) / lane.at("loss", t + 1));
    let stairs = 0;
    for (let t = 101; t < 1000; t++) if (speed(t) > speed(t - 1) && speed(t - 1) <= speed(t - 2)) stairs++;
    expect(stairs).toBe(3); // three rests between four stairs
    expect(lane.at("loss", 1500)).toBeLessThan(1e-7);
    expect(answer).toContain(`t = ${lane.firstAtMost("loss", 0.9 * J0)}`);
  });

  test("origin (h2): LoRA stops at loss 0.5 with ‖V‖² = 1.5·10⁻¹³², full-rank descent at 0", async () => {
    const { lanes, answer } = await play("origin");
    expect(lanes[0]!.at("loss", 0)).toBeCloseTo(1.3448, 10);
    expect(lanes[0]!.at("loss", 1000)).toBe(0.5);
    expect(Number(lanes[0]!.at("v_norm_sq", 1000).toPrecision(2))).toBe(1.5e-132);
    expect(lanes[1]!.at("loss", 1000)).toBe(0);
    expect(answer).toContain("loss 0.5");
  });

  test("escape (h3): 22, 44, 90, 137, 183 steps", async () => {
    const { answer } = await play("escape");
    expect(answer).toContain("at t = 22, t = 44, t = 90, t = 137, t = 183:");
  });

  test("certificates (h1): 3.0·10⁻⁷ where the bound says 253", async () => {
    const { lanes } = await play("certificates");
    expect(Number(lanes[0]!.at("min_grad_norm_sq", 999).toPrecision(2))).toBe(3.0e-7);
    expect(Number(lanes[0]!.at("min_grad_norm_sq", 99).toPrecision(3))).toBe(1.07);
  });

  test("position: η falls all the way outward and rises all the way inward, to one value", async () => {
    const { lanes } = await play("position");
    const [outward, inward] = lanes as [LessonLane, LessonLane];
    for (let t = 1; t <= 300; t++) {
      expect(outward.at("step_size", t)).toBeLessThanOrEqual(outward.at("step_size", t - 1));
      expect(inward.at("step_size", t)).toBeGreaterThanOrEqual(inward.at("step_size", t - 1));
      expect(outward.at("v_norm_sq", t)).toBeGreaterThanOrEqual(outward.at("v_norm_sq", t - 1) - 1e-12);
      expect(inward.at("v_norm_sq", t)).toBeLessThanOrEqual(inward.at("v_norm_sq", t - 1) + 1e-12);
    }
    // At the minimum b = a = 3, so 1/η = 5√2 · 18.
    expect(outward.at("step_size", 300)).toBeCloseTo(1 / (5 * Math.SQRT2 * 18), 10);
    expect(inward.at("step_size", 300)).toBeCloseTo(1 / (5 * Math.SQRT2 * 18), 10);
  });

  test("lazy (h5): 148, 1396, 20524 steps to leave the plateau at 2.827", async () => {
    const { answer, lanes } = await play("lazy");
    expect(answer).toContain("at t = 148, t = 1400, t = 20500.");
    expect(answer).toContain("twice the size takes 9.43 times as long, twice that again 14.7 times");
    expect(lanes.map((lane) => lane.firstAtMost("loss", 1.875))).toEqual([148, 1396, 20524]);
  });

  test("step rules (h10): 844, 676, 164, 124, 123, 64, 34 steps to a gap of 10⁻⁶", async () => {
    const { answer } = await play("step-rules");
    expect(answer).toContain("t = 844, t = 676, t = 164, t = 124, t = 123, t = 64, t = 34.");
    expect(answer).toContain("takes 13.2 times fewer");
  });

  test("rank (h11): bounds 22 to 29 at T = 100, losses 7.82, 6.22, 3.71, .98, .001 at 3000", async () => {
    const { lanes } = await play("rank");
    const bounds = lanes.map((lane) => (5 * lane.at("loss", 0)) / lane.at("sum_step_sizes", 100));
    expect(Math.round(Math.min(...bounds))).toBe(22);
    expect(Math.round(Math.max(...bounds))).toBe(29);
    const ends = lanes.map((lane) => lane.at("loss", 3000));
    expect(ends.slice(0, 4).map((J) => J.toFixed(2))).toEqual(["7.82", "6.22", "3.71", "0.98"]);
    expect(ends[4]!.toFixed(3)).toBe("0.001");
  });

  test("rank cap (h4): 5.916 for LoRA, 18.11 with A frozen, the chains on to 0", async () => {
    const { lanes } = await play("rank-cap");
    const [full, lora, asymmetric, cola, rac, bernoulli] = lanes as readonly LessonLane[] & { length: 6 };
    const printed = (x: number, digitCount: number) => Number(x.toPrecision(digitCount));
    expect(full!.at("loss", 3000)).toBe(0);
    expect(printed(lora!.at("loss", 3000), 4)).toBe(5.916);
    expect(printed(asymmetric!.at("loss", 3000), 4)).toBe(18.11);
    expect([printed(cola!.at("loss", 300), 3), printed(cola!.at("loss", 3000), 1)]).toEqual([0.336, 7e-10]);
    expect([printed(rac!.at("loss", 10), 3), printed(rac!.at("loss", 100), 2)]).toEqual([1.19, 1.9e-16]);
    expect([printed(bernoulli!.at("loss", 10), 2), printed(bernoulli!.at("loss", 100), 2)]).toEqual([0.54, 1.5e-14]);
  });

  test("failures (h9): 23.57, 17.18, 42.5 above L*; RAC and full-rank descent at 0", async () => {
    const { lanes } = await play("failures");
    const gap = (i: number, t: number) => lanes[i]!.at("loss", t) - lanes[i]!.facts.infimum;
    const swing = [gap(0, 9999), gap(0, 10_000)].sort((x, y) => x - y).map((x) => Number(x.toPrecision(4)));
    expect(swing).toEqual([23.57, 24.07]);
    expect(Number(gap(1, 10_000).toPrecision(4))).toBe(17.18);
    expect(Number(gap(2, 10_000).toPrecision(3))).toBe(42.5);
    expect(Number(gap(3, 1000).toPrecision(1))).toBe(6e-3);
    expect(Math.abs(gap(3, 10_000))).toBeLessThan(1e-12);
    expect(Number(gap(4, 1000).toPrecision(1))).toBe(1e-8);
  });

  test("power tail (h6): min s² = .156, .0782, .0208, .00556, .00149 over the decades", {
    timeout: 60_000,
  }, async () => {
    const { lanes } = await play("power-tail");
    // The specification prints .157 and .0783 for the first two; the closed recursion in NumPy gives these.
    const seen = [2, 3, 4, 5, 6].map((k) => Number(lanes[0]!.at("min_grad_norm_sq", 10 ** k).toPrecision(3)));
    expect(seen).toEqual([0.156, 0.0782, 0.0208, 0.00556, 0.00149]);
    expect(Math.round(lanes[0]!.at("v_norm_sq", 1_000_000))).toBe(807);
  });

  test("log tail (h7): J = 1.049, .524, .328, .236, .182, .146 over the decades", { timeout: 60_000 }, async () => {
    const { lanes, answer } = await play("log-tail");
    const seen = [1, 2, 3, 4, 5, 6].map((k) => lanes[0]!.at("loss", 10 ** k).toFixed(3));
    expect(seen).toEqual(["1.049", "0.524", "0.328", "0.236", "0.182", "0.146"]);
    for (const k of [2, 4, 6]) {
      const product = lanes[0]!.at("loss", 10 ** k) * Math.log(10 ** k);
      expect(product).toBeGreaterThan(2);
      expect(product).toBeLessThan(2.45);
      expect(answer).toContain(write(product));
    }
  });

  test("digits: 5–9 are learned, 0–4 fade, and the gradient of LoRA first rises", { timeout: 60_000 }, async () => {
    const { lanes } = await play("digits");
    for (const lane of lanes) {
      expect(lane.at("accuracy_target", lane.last)).toBeGreaterThan(0.65);
      expect(lane.at("accuracy_source", lane.last)).toBeLessThan(0.5);
    }
    const lora = lanes[0]!;
    const peak = Math.max(...Array.from({ length: 1001 }, (_, t) => lora.at("grad_norm_sq", t)));
    expect(peak).toBeGreaterThan(2 * lora.at("grad_norm_sq", 0));
  });
});
