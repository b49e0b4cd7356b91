import { describe, expect, test } from "vitest";
import { factorText, residualText, slackText } from "./slackText";

describe("a factor", () => {
  test.each([
    [4.98, "4.9×"],
    [1.0731, "1.07×"],
    [1.1, "1.10×"],
    [0.999, "0.99×"],
    [0, "0.00×"],
    [32.9, "32×"],
    [999.9, "999×"],
    [1000, "10³×"],
    [98765, "10⁴×"],
    [1.5e12, "10¹²×"],
    [Number.POSITIVE_INFINITY, "∞"],
    [Number.NaN, "–"],
  ])("%d reads %s: rounded down", (slack, text) => expect(factorText(slack)).toBe(text));
});

describe("an identity's residual", () => {
  test.each([
    [0.0213, "0.03 tol"],
    [0, "0.00 tol"],
    [1.2, "1.20 tol"],
    [4321, "10³ tol"],
  ])("%d of the tolerance reads %s: rounded up", (ratio, text) => expect(residualText(ratio)).toBe(text));
});

test("what was not judged or does not apply has no slack", () => {
  expect(slackText({ verdict: "below-resolution", worstSlack: null }, false)).toBe("");
  expect(slackText({ verdict: "not-applicable", worstSlack: 0.4 }, false)).toBe("");
  expect(slackText({ verdict: "violated", worstSlack: 0.4 }, false)).toBe("0.40×");
});

test("an equality that holds up to rounding has the slack 1", () => {
  expect(slackText({ verdict: "holds", worstSlack: 1 - 1e-9 }, false)).toBe("1.00×");
  expect(slackText({ verdict: "violated", worstSlack: 1 - 1e-9 }, false)).toBe("0.99×");
});
