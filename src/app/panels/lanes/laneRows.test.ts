import { describe, expect, it } from "vitest";
import { freezeLane } from "../../../history/frozenLane";
import { createHistory } from "../../../history/history";
import type { LaneFacts } from "../../../lora/lane";
import { decodeLink, experimentOf } from "../../../permalink/link";
import { boardLanes } from "../../board";
import { cellText, laneRows, nextOrder, ordered, rowKeys } from "./laneRows";
import { createPassages, passageText } from "./tolerance";

function rowsOf(hash: string) {
  const { lanes } = experimentOf(decodeLink(hash).link);
  // Facts are handed on as they are.
  const facts = lanes.map(() => ({ infimum: 0 }) as LaneFacts);
  const run = createHistory({ lanes: lanes.length, precision: "float64" });
  return laneRows(
    boardLanes(
      lanes,
      facts,
      run,
      lanes.map((_, i) => `lane ${i + 1}`),
    ),
    [],
    [],
  );
}

describe("the table of lanes", () => {
  it("names what differs, choices first, and leaves out what a lane does not read", () => {
    const rows = rowsOf("#v=1&method=lora;full;lora&step=auto;constant;armijo&eta=1/L&seed=7;8;9");
    const keys = rowKeys(rows);
    expect(keys).toEqual(["method", "step", "eta", "seed"]);
    const cells = rows.map((row) => keys.filter((key) => key !== "step").map((key) => cellText(key, row)));
    expect(cells).toEqual([
      ["LoRA", "", "7"],
      ["full-rank", "1/L", "8"],
      ["LoRA", "", "9"],
    ]);
    expect(rowKeys(rowsOf("#v=1&seed=7,8&loss=quadratic,huber"))).toEqual(["loss", "seed"]);
    const damped = rowsOf("#v=1&method=lora;scaled&step=paper;auto&damping=1e-8,1e-4");
    expect(cellText("damping", damped[0]!)).toBe("");
  });

  it("is ordered by numbers as numbers, by words as words, and without a value last either way", () => {
    const rows = rowsOf("#v=1&r=16,2,8,4");
    const by = (direction: "ascending" | "descending", of = (r: number): number | null => r) =>
      ordered(rows, { column: "steps", direction }, ({ config }) => of(config.r)).map(({ config }) => config.r);
    expect(by("ascending")).toEqual([2, 4, 8, 16]);
    expect(by("descending")).toEqual([16, 8, 4, 2]);
    const someNever = (r: number) => (r === 2 || r === 8 ? null : r);
    expect(by("ascending", someNever)).toEqual([4, 16, 2, 8]);
    expect(by("descending", someNever)).toEqual([16, 4, 2, 8]);
    const texts = ordered(
      rowsOf("#v=1&method=rac,full,lora"),
      { column: "method", direction: "ascending" },
      () => null,
    );
    expect(texts.map((row) => cellText("method", row))).toEqual(["full-rank", "LoRA", "RAC-LoRA"]);
  });

  it("goes from rising to falling and back to the order of the lanes", () => {
    const rising = nextOrder(null, "time");
    expect(rising).toEqual({ column: "time", direction: "ascending" });
    const falling = nextOrder(rising, "time");
    expect(falling).toEqual({ column: "time", direction: "descending" });
    expect(nextOrder(falling, "time")).toBeNull();
    expect(nextOrder(falling, "gap")).toEqual({ column: "gap", direction: "ascending" });
  });
});

describe("steps to a tolerance", () => {
  const columnIds = ["loss", "grad_norm_sq", "step_size", "v_norm_sq", "loss_grad_norm"] as const;
  /** J − ½ halves with every step and ‖∇J‖ is 10⁻ᵗ. */
  function lane(steps: number, rowLimit = 2 ** 20) {
    const run = createHistory({ lanes: 1, precision: "float64", rowLimit });
    const of = (f: (t: number) => number) => Float64Array.from({ length: steps }, (_, t) => f(t));
    const columns = [of((t) => 0.5 + 8 / 2 ** t), of((t) => 10 ** (-2 * t)), of(() => 1), of(() => 1), of(() => 1)];
    run.append({ lanes: [0], firstStep: 0, rows: steps, columnIds, columns });
    return { history: run.lanes[0]!, facts: { infimum: 0.5 } };
  }

  it("are counted in the gradient norm, in the gap, or in its share of the first", () => {
    const passageOf = createPassages();
    const steps = (quantity: "gradient" | "gap" | "relative", level: number) =>
      passageText(passageOf(lane(12), { quantity, level }));
    expect(steps("gradient", 1.01e-3)).toBe("3");
    expect(steps("gap", 1)).toBe("3");
    expect(steps("relative", 1 / 4)).toBe("2");
    expect(steps("gap", 1e-9)).toBe("–");
  });

  it("are an upper bound where rows are thinned, and stay as they were found first", () => {
    const passageOf = createPassages();
    const known = lane(60);
    const tolerance = { quantity: "gap", level: 8 / 2 ** 51 } as const;
    expect(passageText(passageOf(known, tolerance))).toBe("51");
    const thinned = { ...known, history: freezeLane(known.history, 11) };
    const found = createPassages()(thinned, tolerance)!;
    expect(found.from).toBeLessThanOrEqual(51);
    expect(found.to).toBeGreaterThanOrEqual(51);
    expect(passageText(found)).toBe(`≤ ${found.to}`);
    expect(passageOf(known, tolerance)).toBe(passageOf(known, tolerance));
  });
});
