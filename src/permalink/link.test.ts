import { isDeepStrictEqual } from "node:util";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type LaneConfig, MAX_LANES } from "../lora/experiment";
import { initializationOf, methodOf } from "../lora/families";
import type { Matrix } from "../math/matrix";
import { decodeLink, defaultLink, encodeLink, encodeRun, experimentOf, openingLink } from "./link";
import { hostileTexts, linkTexts } from "./link.fixtures";
import { laneKeys, parameters } from "./schema";

const RUNS = 10_000;
/** Generating and reading so many links takes seconds where processors are busy. */
const PATIENCE = { timeout: 120_000 };

const fits = (given: Matrix | null, rows: number, columns: number) =>
  given === null || (given.rows === rows && given.columns === columns);

/** Keys of a lane whose values are not valid, by the ranges of the table and the rules between keys. */
function invalidKeys(lane: LaneConfig): readonly string[] {
  const outside = parameters.filter(
    ({ key, min = Number.NEGATIVE_INFINITY, max = Number.POSITIVE_INFINITY, values }) => {
      const value = (lane as unknown as Record<string, unknown>)[key];
      if (typeof value === "number") return !(value >= min && value <= max);
      return typeof value === "string" && !values?.includes(value);
    },
  );
  const { m, n, r, L, lam, trank, B, A, target, W0 } = lane;
  const ranks = [initializationOf(lane.init), methodOf(lane.method)].map(({ maxRank }) => maxRank?.(m, n) ?? r);
  const rules = {
    trank: trank === null || trank <= Math.min(m, n),
    r: r <= Math.max(1, Math.min(...ranks)),
    lam: L === null || lam <= L,
    batch: lane.loss !== "regression" || lane.method !== "sgd" || lane.batch <= lane.N,
    B: fits(B, m, r),
    A: fits(A, r, n),
    target: fits(target, m, n),
    W0: fits(W0, m, n),
  };
  return [...outside.map(({ key }) => key), ...Object.entries(rules).flatMap(([key, holds]) => (holds ? [] : [key]))];
}

describe("round trip", () => {
  it("reads back every link that it writes, without a notice", PATIENCE, () => {
    fc.assert(
      fc.property(linkTexts, (text) => {
        const { link } = decodeLink(text);
        const again = decodeLink(encodeLink(link));
        return again.notices.length === 0 && isDeepStrictEqual(again.link, link);
      }),
      { numRuns: RUNS, seed: 20260 },
    );
  });

  it("makes a valid run of any text, writes that as a canonical link, and never throws", PATIENCE, () => {
    fc.assert(
      fc.property(hostileTexts, (text) => {
        const { link } = decodeLink(text);
        const canonical = encodeLink(link);
        const { lanes } = experimentOf(link);
        return (
          /^#v=1(&\w+=[\w.:/,;~-]+)*$/.test(canonical) &&
          encodeLink(decodeLink(canonical).link) === canonical &&
          lanes.length >= 1 &&
          lanes.length <= MAX_LANES &&
          lanes.every((lane) => invalidKeys(lane).length === 0)
        );
      }),
      { numRuns: RUNS, seed: 20261 },
    );
  });

  it("reads a text of a million characters in linear time", PATIENCE, () => {
    const long = 1_000_000;
    for (const piece of ["1", "1,", "1;", "1:", "1/", "&", "m", "%", "m=1&"]) {
      const { notices } = decodeLink(`#v=1&B=${piece.repeat(long / piece.length)}`);
      expect(notices.every(({ message }) => message.length < 400)).toBe(true);
    }
  });
});

describe("canonical text", () => {
  it("leaves out defaults and keeps the version", () => {
    expect(encodeLink(defaultLink)).toBe("#v=1");
    expect(encodeLink(decodeLink("#r=4&m=16&L=2&alpha=r&t=3000&step=auto").link)).toBe("#v=1");
  });

  it("stands in the order of the table, whatever order it was written in", () => {
    const text = "#theme=dark&T=10&seed=3&init=gauss&r=2&n=5&m=6&engine=float64&loss=logistic";
    expect(encodeLink(decodeLink(text).link)).toBe(
      "#v=1&loss=logistic&m=6&n=5&r=2&init=gauss&seed=3&T=10&engine=float64&theme=dark",
    );
  });

  it("drops keys that no lane reads, lists of them included", () => {
    expect(encodeLink(decodeLink("#init=zero&seed=1,2,3&eta=1/L&p=3").link)).toBe("#v=1&init=zero");
    expect(encodeLink(decodeLink("#loss=digits&m=3&n=4&W0scale=1").link)).toBe("#v=1&loss=digits");
    expect(encodeLink(decodeLink("#method=full&eta=3&Lhat=2").link)).toBe("#v=1&method=full");
    expect(decodeLink("#init=zero&seed=-1").notices).toEqual([]);
  });

  it("keeps the start of full-rank descent, which is W0 + BA", () => {
    const text = "#v=1&method=full&r=2&init=gauss&seed=3";
    expect(encodeLink(decodeLink(text).link)).toBe(text);
  });

  it("keeps a key that one lane reads", () => {
    const { link } = decodeLink("#init=zero,gauss&seed=5");
    expect(encodeLink(link)).toBe("#v=1&init=zero,gauss&seed=5");
    expect(experimentOf(link).lanes.map(({ seed }) => seed)).toEqual([7, 5]);
  });

  it("identifies the numbers without the view", () => {
    expect(encodeRun(decodeLink("#r=2&t=5&play=1&theme=dark&y=linear").link)).toBe("#v=1&r=2");
  });

  it("writes each number so that it reads back to the same double, without +", () => {
    const { link } = decodeLink("#v=1&scale=0.1000000000000000055&tscale=1e-6&L=1e+5");
    expect(encodeLink(link)).toBe("#v=1&L=100000&tscale=0.000001&scale=0.1");
  });
});

describe("opening link", () => {
  it("is what an empty hash and an address without one stand for", () => {
    for (const text of ["", "#", "  ", "https://example.org/lora/", "https://example.org/lora/?a=b#"]) {
      expect(decodeLink(text)).toEqual({ link: openingLink, notices: [] });
    }
    expect(encodeRun(openingLink)).toBe("#v=1&trank=4&init=gauss&scale=0.001&T=1500");
    expect(openingLink.view.play).toBe(true);
  });

  it("is not what a versioned hash stands for", () => {
    expect(decodeLink("https://example.org/#v=1").link).toEqual(defaultLink);
    expect(decodeLink("v=1&r=2").link).toEqual(decodeLink("#v=1&r=2").link);
  });
});

describe("defaults", () => {
  it("are those of the published table", () => {
    expect(experimentOf(defaultLink)).toEqual({
      lanes: [
        {
          loss: "quadratic",
          m: 16,
          n: 12,
          L: 2,
          pseed: 1,
          tscale: 1,
          trank: null,
          cond: 10,
          condP: 10,
          condQ: 10,
          N: 60,
          noise: 0,
          flip: 0,
          frac: 0.6,
          K: 200,
          p: 0.1,
          eps: 2,
          k: 5,
          delta: 1,
          lam: 0,
          W0scale: 0,
          W0seed: 3,
          method: "lora",
          r: 4,
          alpha: null,
          ratio: 4,
          damping: 1e-8,
          period: 1,
          prob: 0.5,
          mseed: 0,
          batch: 8,
          sampling: "reshuffle",
          clients: 4,
          local: 1,
          hetero: 1,
          init: "lora",
          scale: 1,
          seed: 7,
          gamma: 16,
          v0norm: null,
          B: null,
          A: null,
          target: null,
          W0: null,
          targetFile: null,
          W0File: null,
          adapterFile: null,
          step: "auto",
          eta: { value: 0.05, perL: false },
          gain: 0.1,
          Lhat: null,
        },
      ],
      T: 3000,
      engine: "auto",
    });
  });

  it("give digits the shape and the constant of its data", () => {
    const lane = (text: string) => experimentOf(decodeLink(text).link).lanes[0];
    expect(lane("#loss=digits")).toMatchObject({ m: 10, n: 65, L: null });
    expect(lane("#loss=digits&L=3")).toMatchObject({ m: 10, n: 65, L: 3 });
    expect(encodeLink(decodeLink("#loss=digits,quadratic&L=2,natural").link)).toBe(
      "#v=1&loss=digits,quadratic&L=2,natural",
    );
    const both = experimentOf(decodeLink("#loss=digits,quadratic").link).lanes;
    expect(both.map(({ m, L }) => [m, L])).toEqual([
      [10, null],
      [16, 2],
    ]);
  });

  it("cover every key of a lane", () => {
    expect(Object.keys(experimentOf(defaultLink).lanes[0] ?? {}).toSorted()).toEqual(laneKeys.toSorted());
  });
});
