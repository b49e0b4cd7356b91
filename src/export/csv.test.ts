import { describe, expect, it } from "vitest";
import type { ColumnId } from "../history/columns";
import type { LaneHistory } from "../history/types";
import { csvColumns, csvHead, csvOfHistory, csvRows, type RowSource } from "./csv";

const names = [
  "loss",
  "grad_norm_sq",
  "step_size",
  "v_norm_sq",
  "loss_grad_norm",
  "sum_step_sizes",
  "min_grad_norm_sq",
];
const columns = names as readonly ColumnId[];

/** Rows whose values tell lane, row and column. */
function rowsOf(lane: number, steps: readonly number[], columnIds = columns): RowSource {
  return {
    lane,
    rows: steps.length,
    columnIds,
    stepAt: (row) => steps[row] ?? Number.NaN,
    value: (column, row) => lane + row / 10 + columnIds.indexOf(column) / 1000,
  };
}

function historyOf(source: RowSource, bucketSize: number, lastStep: number): LaneHistory {
  return { ...source, bucketSize, lastStep, rowAt: () => -1, extremes: (_column, _from, _to, out) => out };
}

const textOf = (chunks: Iterable<string>) => [...chunks].join("");

describe("csv", () => {
  it("has the published columns, in their order", () => {
    expect(csvHead("#v=1", csvColumns(["plane_a", "plane_b", ...columns]))).toBe(
      "# #v=1\nlane,t,loss,grad_norm_sq,step_size,v_norm_sq,loss_grad_norm,sum_step_sizes,min_grad_norm_sq\n",
    );
    expect(csvColumns(["accuracy_target", "accuracy_source"]).slice(7)).toEqual(["accuracy_source", "accuracy_target"]);
  });

  it("prints doubles as JavaScript does, NaN and Infinity included", () => {
    const values = [0.1 + 0.2, Number.NaN, Number.POSITIVE_INFINITY, -0, 1e-300, 123456789012345680000, 5];
    const source: RowSource = { ...rowsOf(3, [7]), value: (column) => values[columns.indexOf(column)] ?? Number.NaN };
    expect(textOf(csvRows(source, columns))).toBe(
      "3,7,0.30000000000000004,NaN,Infinity,0,1e-300,123456789012345680000,5\n",
    );
  });

  it("writes lane after lane and leaves empty what a lane does not measure", () => {
    const observed: readonly ColumnId[] = [...columns, "accuracy_source", "accuracy_target"];
    const lanes = [rowsOf(0, [0, 1]), rowsOf(1, [0], observed)].map((source) => historyOf(source, 1, source.rows - 1));
    expect(textOf(csvOfHistory("#v=1&loss=quadratic,digits", { lanes })).split("\n")).toEqual([
      "# #v=1&loss=quadratic,digits",
      `lane,t,${names.join()},accuracy_source,accuracy_target`,
      "0,0,0,0.001,0.002,0.003,0.004,0.005,0.006,,",
      "0,1,0.1,0.101,0.10200000000000001,0.10300000000000001,0.10400000000000001,0.10500000000000001,0.10600000000000001,,",
      "1,0,1,1.001,1.002,1.003,1.004,1.005,1.006,1.007,1.008",
      "",
    ]);
  });

  it("says from which row on another engine computed, and nothing where the same one was set up again", () => {
    const [webgpu, float64] = [
      { engine: "webgpu", precision: "float32" },
      { engine: "float64", precision: "float64" },
    ];
    const lanes = [0, 1].map((lane) => historyOf(rowsOf(lane, [0, 1, 2, 3]), 1, 3));
    const remarksOf = (firstSteps: readonly number[]) => {
      const takeovers = [
        { firstSteps: [1, 1], from: webgpu!, to: webgpu! },
        { firstSteps, from: webgpu!, to: float64! },
      ];
      const lines = textOf(csvOfHistory("#v=1", { lanes, takeovers })).split("\n");
      return lines.slice(1).filter((line) => line.startsWith("#"));
    };
    const before = "before by webgpu (float32); all rows are kept in float32";
    expect(remarksOf([2, 2])).toEqual([`# computed by float64 (float64) from t = 2 on, ${before}`]);
    expect(remarksOf([2, 3])).toEqual([
      `# computed by float64 (float64) lane 0 from t = 2 on, lane 1 from t = 3 on, ${before}`,
    ]);
    // a lane that had ended computed nothing more
    expect(remarksOf([2, 4])).toEqual([`# computed by float64 (float64) lane 0 from t = 2 on, ${before}`]);
    expect(remarksOf([4, 4])).toEqual([]);
  });

  it("numbers pinned lanes on from the run's, each with a comment line that says which run it is", () => {
    const pinned = [{ hash: "#v=1&r=2", history: historyOf(rowsOf(0, [0, 1, 2]), 1, 2) }];
    const live = historyOf(rowsOf(0, [0, 1]), 1, 1);
    const lines = textOf(csvOfHistory("#v=1&r=4", { lanes: [live], pinned })).split("\n");
    expect(lines.slice(0, 2)).toEqual(["# #v=1&r=4", "# lane 1 is pinned: #v=1&r=2"]);
    expect(lines.slice(3, -1).map((line) => line.split(",").slice(0, 2).join())).toEqual([
      "0,0",
      "0,1",
      "1,0",
      "1,1",
      "1,2",
    ]);
  });

  it("says where another engine took a pinned lane over", () => {
    const [from, to] = [
      { engine: "webgpu", precision: "float32" },
      { engine: "float64", precision: "float64" },
    ] as const;
    const history = historyOf(rowsOf(3, [0, 1, 2]), 1, 2);
    const pinned = [{ hash: "#v=1&r=2", history, changes: [{ firstStep: 2, from, to }] }];
    expect(textOf(csvOfHistory("#v=1", { lanes: [], pinned })).split("\n")[1]).toBe(
      "# lane 0 is pinned: #v=1&r=2; computed by float64 (float64) from t = 2 on, before by webgpu (float32); " +
        "all rows are kept in float32",
    );
  });

  it("says in a second comment line which rows are kept", () => {
    const lane = historyOf(rowsOf(0, [0, 1, 2, 3, 4, 8, 12]), 4, 15);
    expect(textOf(csvOfHistory("#v=1", { lanes: [lane] })).split("\n")[1]).toBe(
      "# not every iterate is kept: lane 0 has 7 of 16 rows, one in 4 past t = 4",
    );
  });

  it("streams a million rows in chunks that stay small", () => {
    const many = 1_000_000;
    const source: RowSource = { ...rowsOf(0, []), rows: many, stepAt: (row) => row, value: () => 0.5 };
    let lines = 0;
    let longest = 0;
    for (const chunk of csvRows(source, ["loss"])) {
      lines += chunk.split("\n").length - 1;
      longest = Math.max(longest, chunk.length);
    }
    expect(lines).toBe(many);
    expect(longest).toBeLessThan(1 << 16);
  });
});
