import { describe, expect, test } from "vitest";
import type { LaneHistory } from "../../../history/types";
import { matrix } from "../../../math/matrix";
import type { SaddleFacts } from "../../../protocol/plane";
import { basinName, escapeWords, firstBelow, shareWords, startWords } from "./planeWords";
import { startKeys, whyNot } from "./startText";

const saddle: SaddleFacts = {
  ...{ sigma1: 2, eigenvalues: [], norm: 1, stable: 1, unstable: 0, neutral: 0, eta: 0.1 },
  ...{ predicted: Number.POSITIVE_INFINITY, escapeLoss: 0 },
};
const start = { saddle, escaped: null, isQuadratic: true, isNear: false };

describe("the start in words", () => {
  test("V₀ = 0 is explained, with the key that leads away", () => {
    const still = { ...saddle, norm: 0, stable: 0 };
    expect(startWords({ ...start, saddle: still })).toContain("stationary whatever the loss");
    expect(startWords({ ...start, saddle: still })).toContain("Nudge it (N)");
    expect(startWords({ ...start, saddle: { ...still, sigma1: 0 } })).toContain("no direction leads away");
  });

  test("on the stable directions the run flows into the origin, until round-off ejects it", () => {
    expect(startWords(start)).toContain("flows into the origin");
    const ejected = startWords({ ...start, saddle: { ...saddle, unstable: 3e-17 }, escaped: 357 });
    expect(ejected).toContain("Round-off grew by 1 + ησ₁ = 1.20 a step and ejected the run at t = 357.");
    // The linear set is not invariant for other losses: there it is not round-off alone.
    expect(startWords({ ...start, isQuadratic: false, escaped: 20 })).not.toContain("Round-off");
  });

  test("of a method whose step is not along −∇J no escape is predicted", () => {
    expect(escapeWords(Number.NaN, null, "run")).toBe(
      "Escape not predicted for a step that is not along −∇J, not seen so far.",
    );
  });

  test("near the origin the escape is predicted and compared", () => {
    const off = { ...saddle, stable: 0.6, unstable: 0.8, predicted: 43.2 };
    expect(startWords({ ...start, saddle: off, isNear: true, escaped: 44 })).toContain(
      "Escape predicted at t ≈ 43, seen at t = 44.",
    );
    expect(startWords({ ...start, saddle: off })).not.toContain("Escape");
  });

  test("a path that does not move has no share in the plane", () => {
    expect(shareWords({ choice: "saddle", share: null })).toBeNull();
    expect(shareWords({ choice: "exact", share: 1 })).toBeNull();
    expect(shareWords({ choice: "ends", share: 0.423 })).toContain("42\u202f%");
  });

  test("a basin is named by its loss and side", () => {
    const basin = { kind: "minimum", count: 3, loss: 1e-20, size: 1, side: -1 } as const;
    expect(basinName(basin, true)).toBe("J = 0, b < 0");
    expect(basinName({ ...basin, side: 0, loss: 1.5 }, false)).toBe("J = 1.50");
  });
});

test("the first iterate below a level is the first, wherever it lies", () => {
  for (const fall of [0, 1, 7, 99, 100]) {
    const values = Array.from({ length: 100 }, (_, t) => (t < fall ? 1 : t % 3));
    const history = {
      rows: 100,
      stepAt: (row: number) => 10 * row,
      extremes: (_: string, from: number, to: number) => ({ min: Math.min(...values.slice(from, to)) }),
      // Only what is read is there.
    } as unknown as LaneHistory;
    const first = values.findIndex((value) => value <= 0.5);
    expect(firstBelow(history, 0.5)).toBe(first < 0 ? null : 10 * first);
  }
});

describe("a start in a link", () => {
  test("is written in fifteen digits, so that −0.1 − 0.2 is −0.3", () => {
    const B = matrix(2, 1, Float64Array.of(-0.1 - 0.2, 1e21));
    const A = matrix(1, 2, Float64Array.of(-0, 0.25));
    expect(startKeys({ B, A }).slice(-2)).toEqual([
      ["B", "-0.3/1e21"],
      ["A", "0:0.25"],
    ]);
  });

  test("is refused with a reason where it does not fit or would change the problem", () => {
    const small = { B: matrix(2, 2), A: matrix(2, 2) };
    expect(whyNot(small, { init: "gauss" })).toBeNull();
    expect(whyNot(small, { init: "pissa" })).toContain("W₀");
    expect(whyNot({ B: matrix(300, 4), A: matrix(4, 2) }, { init: "gauss" })).toContain("1200");
  });
});
