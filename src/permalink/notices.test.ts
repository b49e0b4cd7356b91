import { describe, expect, it } from "vitest";
import { decodeLink, encodeLink } from "./link";
import { parameters } from "./schema";

/** text of the link, the notices in words, the canonical link */
const cases: readonly (readonly [string, readonly string[], string])[] = [
  ["#m=5000", ["m: 5000 is not an integer from 1 to 4096; using 4096"], "#v=1&m=4096"],
  ["#m=0", ["m: 0 is not an integer from 1 to 4096; using 1"], "#v=1&m=1"],
  ["#m=2.6", ["m: 2.6 is not an integer from 1 to 4096; using 3"], "#v=1&m=3"],
  ["#m=abc", ["m: abc is not an integer from 1 to 4096; using the default, 16"], "#v=1"],
  ["#m=", ["m: (nothing) is not an integer from 1 to 4096; using the default, 16"], "#v=1"],
  ["#m", ["m: (nothing) is not an integer from 1 to 4096; using the default, 16"], "#v=1"],
  ["#L=1e999", ["L: 1e999 is not natural or a number from 0.001 to 1e6; using 1000000"], "#v=1&L=1000000"],
  ["#L=-1", ["L: -1 is not natural or a number from 0.001 to 1e6; using 0.001"], "#v=1&L=0.001"],
  ["#L=0x10", ["L: 0x10 is not natural or a number from 0.001 to 1e6; using the default"], "#v=1"],
  ["#seed=NaN", ["seed: NaN is not an integer from 0 to 4294967295; using the default, 7"], "#v=1"],
  ["#r=1,x,2", ["r: x is not an integer from 1 to 256; using the default, 4"], "#v=1&r=1,4,2"],
  ["#r=1,2;3", ["r: 1,2;3 has commas and semicolons; a list has one of them; using commas"], "#v=1&r=1,2,3"],
  [
    "#loss=quadratics",
    [
      "loss: quadratics is not one of quadratic, anisotropic, regression, general-quadratic, completion, sensing, geman-mcclure, cosine, sigmoid, log-cosh, huber, logistic, softmax, power-tail, log-tail, digits; using the default, quadratic",
    ],
    "#v=1",
  ],
  ["#step=constant&eta=2/l", [], "#v=1&step=constant&eta=2/L"],
  [
    "#step=constant&eta=0/L",
    ["eta: 0/L is not a number from 1e-12 to 1e6, or such a number followed by /L; using 1e-12/L"],
    "#v=1&step=constant&eta=1e-12/L",
  ],
  ["#m=3&n=9&trank=7", ["trank: 7 is not a whole number from 1 to min(m, n) = 3; using 3"], "#v=1&m=3&n=9&trank=3"],
  ["#loss=logistic&L=2&lam=3", ["lam: 3 is not a number from 0 to L = 2; using 2"], "#v=1&loss=logistic&lam=2"],
  [
    "#m=1&n=1&r=1&init=user&B=1:2&A=3",
    ["B: a 1×2 matrix does not fit m×r = 1×1; using what fits, and zeros for the rest"],
    "#v=1&m=1&n=1&r=1&init=user&B=1&A=3",
  ],
  [
    "#m=1,2&n=1&r=1&init=user&B=1/2/3&A=3",
    ["B: a 3×1 matrix does not fit m×r = 1×1; using none"],
    "#v=1&m=1,2&n=1&r=1&init=user&A=3",
  ],
  [
    "#target=1:2/3",
    [
      "target: 1:2/3 is not none or a matrix of at most 1024 numbers, rows separated by / and entries by :; using the default, none",
    ],
    "#v=1",
  ],
  ["#T=10,20", ["T: 10,20 is a list, but T takes one value, an integer from 1 to 1e8; using 10"], "#v=1&T=10"],
  ["#T=x,20", ["T: x is not an integer from 1 to 1e8; using the default, 3000"], "#v=1"],
  ["#T=100&t=200", ["t: 200 is not an integer from 0 to T = 100; using 100"], "#v=1&T=100"],
  [
    "#charts=loss.foo",
    [
      "charts: loss.foo is not all, none, or names out of loss, gradient, step, norm, origin, accuracy, landscape, spectrum, projections, position, progress, paths, directions, factors, separated by dots; using loss",
    ],
    "#v=1&charts=loss",
  ],
  ["#v=2&r=2", ["v: 2 is not 1, the only version of links; using 1"], "#v=1&r=2"],
  ["#colour=red", ["colour: not a key of this page's links; using nothing in its place"], "#v=1"],
  ["#r=2&r=3", ["r: given more than once; using the last"], "#v=1&r=3"],
];

describe("notices", () => {
  it.each(cases)("%s", (text, messages, canonical) => {
    const { link, notices } = decodeLink(text);
    expect(notices.map(({ message }) => message)).toEqual(messages);
    expect(encodeLink(link)).toBe(canonical);
  });

  it("repeat no more of a long value than a sentence holds", () => {
    const [notice] = decodeLink(`#m=${"x".repeat(1000)}`).notices;
    expect(notice?.value.length).toBe(40);
  });

  it("name unknown keys one by one only up to a point", () => {
    const hash = Array.from({ length: 1000 }, (_, i) => `key${i}=1`).join("&");
    expect(decodeLink(hash).notices.length).toBe(8);
  });
});

describe("table of parameters", () => {
  it.each(parameters.map((parameter) => [parameter.key, parameter] as const))("%s reads its default back", (_, row) => {
    expect(row.read(row.write(row.initial))).toEqual({ value: row.initial, valid: true });
  });

  it.each(parameters.filter(({ sliderMin }) => sliderMin !== undefined).map((row) => [row.key, row] as const))(
    "%s has a slider inside its range",
    (_, { min = Number.NaN, max = Number.NaN, sliderMin = Number.NaN, sliderMax = Number.NaN, scale }) => {
      expect(sliderMin).toBeGreaterThanOrEqual(min);
      expect(sliderMax).toBeLessThanOrEqual(max);
      expect(sliderMax).toBeGreaterThan(sliderMin);
      if (scale === "log") expect(sliderMin).toBeGreaterThan(0);
    },
  );

  it.each(parameters.map((row) => [row.key, row] as const))("%s is explained in one sentence", (_, { help }) => {
    expect(help).toMatch(/^[\p{Lu}\d].*[^.]\.$/u);
  });
});
