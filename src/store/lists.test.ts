import { describe, expect, it } from "vitest";
import { decodeLink, encodeRun, experimentOf } from "../permalink/link";
import { laneCount, listedKeys, withoutValue, withTogether, withValue } from "./lists";

const read = (hash: string) => decodeLink(hash).link;
/** The link as the page would write it. */
const written = (link: ReturnType<typeof read>) => encodeRun(decodeLink(encodeRun(link)).link);

describe("lists of values", () => {
  it("grow by a value: a lane each where they multiply with nothing", () => {
    const link = withValue(read("#v=1&r=2"), "r", 8);
    expect(written(link)).toBe("#v=1&r=2,8");
    expect(written(withValue(link, "seed", 9))).toBe("#v=1&r=2,8&seed=7,9");
    expect(laneCount(withValue(link, "seed", 9))).toBe(4);
  });

  it("that advance together grow and shrink by rows", () => {
    const link = read("#v=1&method=lora;full&step=paper;constant&eta=1/L&seed=7,8");
    const longer = withValue(link, "method", "rac");
    expect(written(longer)).toBe("#v=1&method=lora;full;rac&seed=7,8&step=paper;constant;constant&eta=1/L");
    expect(written(withoutValue(longer, "step", 0))).toBe(
      "#v=1&method=full;rac&seed=7,8&step=constant;constant&eta=1/L",
    );
  });

  it("are read as one value once one is left, which stays", () => {
    const link = withoutValue(read("#v=1&r=2,8"), "r", 0);
    expect(written(link)).toBe("#v=1&r=8");
    expect(withoutValue(link, "r", 0)).toBe(link);
  });

  it("do not grow beyond the most lanes that a run may have", () => {
    const seeds = Array.from({ length: 32 }, (_, i) => i).join();
    const full = read(`#v=1&r=1,2&seed=${seeds}`);
    expect(laneCount(full)).toBe(64);
    expect(withValue(full, "r", 4)).toBe(full);
  });

  it("change between multiplying and advancing together; the shorter ones go on with their last value", () => {
    const link = read("#v=1&r=1,2,4&seed=7,8");
    const together = withTogether(link, new Set(["r", "seed"] as const));
    expect(written(together)).toBe("#v=1&r=1;2;4&seed=7;8;8");
    expect(experimentOf(together).lanes.map(({ r, seed }) => [r, seed])).toEqual([
      [1, 7],
      [2, 8],
      [4, 8],
    ]);
    expect(written(withTogether(together, new Set()))).toBe("#v=1&r=1,2,4&seed=7,8");
    expect(listedKeys(together)).toEqual(["r", "seed"]);
  });
});
