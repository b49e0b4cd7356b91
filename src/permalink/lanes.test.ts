import { describe, expect, it } from "vitest";
import type { LaneConfig } from "../lora/experiment";
import { decodeLink, encodeLink, experimentOf } from "./link";

function lanes(text: string, ...keys: readonly (keyof LaneConfig)[]) {
  const { link, notices } = decodeLink(text);
  return { rows: experimentOf(link).lanes.map((lane) => keys.map((key) => lane[key])), notices };
}

describe("lanes", () => {
  it("multiply with , and the last key of the table varies fastest", () => {
    const { rows, notices } = lanes("#seed=7,8&r=1,2,4", "r", "seed");
    expect(rows).toEqual([
      [1, 7],
      [1, 8],
      [2, 7],
      [2, 8],
      [4, 7],
      [4, 8],
    ]);
    expect(notices).toEqual([]);
  });

  it("advance together with ;", () => {
    const { rows } = lanes("#method=lora;full&step=paper;constant&eta=1/L", "method", "step", "eta");
    expect(rows).toEqual([
      ["lora", "paper", { value: 0.05, perL: false }], // rule (8) reads no constant step
      ["full", "constant", { value: 1, perL: true }],
    ]);
  });

  it("put lists that advance together where the last of them stands", () => {
    const { rows } = lanes("#method=lora;full&pseed=1,2&step=paper;armijo", "pseed", "method", "step");
    expect(rows).toEqual([
      [1, "lora", "paper"],
      [1, "full", "armijo"],
      [2, "lora", "paper"],
      [2, "full", "armijo"],
    ]);
  });

  it("hold values that fit lane by lane where lists advance together", () => {
    const { rows, notices } = lanes("#m=2;8&n=2;8&trank=2;8", "m", "trank");
    expect(rows).toEqual([
      [2, 2],
      [8, 8],
    ]);
    expect(notices).toEqual([]);
  });

  it("treat one ; list alone as a list like any other", () => {
    expect(encodeLink(decodeLink("#r=1;2").link)).toBe("#v=1&r=1,2");
  });

  it("repeat the last value of a shorter ; list, and say so", () => {
    const { rows, notices } = lanes("#method=lora;lora;full&step=paper;constant", "method", "step");
    expect(rows).toEqual([
      ["lora", "paper"],
      ["lora", "constant"],
      ["full", "constant"],
    ]);
    expect(notices.map(({ message }) => message)).toEqual([
      "step: 2 values beside lists of 3; lists with ; advance together and need one length; using the last value for the rest",
    ]);
  });

  it("are at most 64: the list that would make more is cut, and says so", () => {
    const { rows, notices } = lanes("#r=1,2,3,4,5,6,7,8,9,10&seed=1,2,3,4,5,6,7,8,9,10", "r", "seed");
    expect(rows.length).toBe(60);
    expect(notices).toEqual([
      {
        key: "seed",
        value: "10 values",
        message: "seed: 10 values make 100 lanes; a run has 1 to 64; using the first 6",
      },
    ]);
  });

  it("may be exactly 64", () => {
    const eight = "1,2,3,4,5,6,7,8";
    expect(lanes(`#r=${eight}&seed=${eight}`).rows.length).toBe(64);
    expect(lanes(`#r=${eight}&seed=${eight}`).notices).toEqual([]);
  });

  it("count only lists that some lane reads towards the limit", () => {
    const many = Array.from({ length: 100 }, (_, i) => i).join(",");
    expect(lanes(`#init=zero&seed=${many}&r=1,2`, "r")).toEqual({ rows: [[1], [2]], notices: [] });
  });
});
