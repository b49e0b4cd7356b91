import { describe, expect, test } from "vitest";
import type { ReadFile } from "../files/entries";
import type { FileReference } from "../lora/experiment";
import { laneConfig } from "../lora/laneConfig.fixtures";
import { fromRows } from "../math/matrix";
import { decodeLink, encodeLink } from "../permalink/link";
import { createFileStore } from "./fileStore";

const W = fromRows([
  [1, 2],
  [3, 4],
  [5, 6],
]);
const B = fromRows([[1], [2], [3]]);
const A = fromRows([[10, 20]]);

function fileOf(matrices: ReadFile["selected"]["matrices"], name = "layer 1/ä.npy"): ReadFile {
  const kind = matrices.length === 1 ? ("matrix" as const) : ("pair" as const);
  const entry = { name: "q.proj", kind, dtype: "F32", shape: [3, 2] };
  const selected = { ...entry, matrices, norm: 0, singularValues: null };
  return { name, format: "safetensors", hash: "0123456789abcdef", bytes: 100, entries: [entry], selected };
}

const experimentOf = (changes: Parameters<typeof laneConfig>[0]) => ({
  lanes: [laneConfig({ m: 3, n: 2, r: 1, init: "user", ...changes })],
  T: 10,
  engine: "auto" as const,
});

describe("a file that was read", () => {
  test("stands in for its reference: a matrix as target or frozen weights, factors as start", () => {
    const store = createFileStore();
    const matrix = store.keep(fileOf([W]));
    const pair = store.keep(fileOf([B, A]));
    const [lane] = store.fill(experimentOf({ targetFile: matrix, W0File: matrix, adapterFile: pair })).lanes;
    expect([lane!.target, lane!.W0, lane!.B, lane!.A]).toEqual([W, W, B, A]);
    expect(store.getState().missing).toEqual([]);
  });

  test("is recovered from: W0 + BA is the target that its factors make", () => {
    const store = createFileStore();
    const pair = store.keep(fileOf([B, A]));
    const [alone] = store.fill(experimentOf({ targetFile: pair })).lanes;
    expect(Array.from(alone!.target!.data)).toEqual([10, 20, 20, 40, 30, 60]);
    const [added] = store.fill(experimentOf({ targetFile: pair, W0: W })).lanes;
    expect(Array.from(added!.target!.data)).toEqual([11, 22, 23, 44, 35, 66]);
  });

  test("has a reference that a link carries", () => {
    const reference = createFileStore().keep(fileOf([B, A]));
    expect(reference).toEqual({
      name: "layer_1__.npy",
      hash: "0123456789abcdef",
      rows: 3,
      columns: 2,
      rank: 1,
      tensor: "q.proj",
    });
    const text = "#v=1&m=3&n=2&r=1&init=user&adapterFile=layer_1__.npy~0123456789abcdef~3x2x1~q.proj";
    const { link, notices } = decodeLink(text);
    expect(notices).toEqual([]);
    expect(link.settings.adapterFile.values).toEqual([reference]);
    expect(encodeLink(link)).toBe(text);
  });
});

describe("a reference without its file", () => {
  const reference: FileReference = {
    name: "w.npy",
    hash: "0123456789abcdef",
    rows: 3,
    columns: 2,
    rank: null,
    tensor: "",
  };

  test("says what the recipient needs, and the lane runs without it", () => {
    const store = createFileStore();
    const [lane] = store.fill(experimentOf({ targetFile: reference })).lanes;
    expect(lane!.target).toBeNull();
    expect(store.getState().missing).toEqual([
      "The target is in the file w.npy (3×2, SHA-256 0123456789abcdef…), which a link does not carry: choose that file. Until then this run does without it.",
    ]);
    store.fill(experimentOf({}));
    expect(store.getState().missing).toEqual([]);
  });

  test("is not served by another file of the same name", () => {
    const store = createFileStore();
    store.keep({ ...fileOf([W], "w.npy"), hash: "ffffffffffffffff" });
    store.fill(experimentOf({ targetFile: reference }));
    expect(store.getState().missing).toHaveLength(1);
  });

  test("that does not fit W says which sizes would", () => {
    const store = createFileStore();
    store.fill(experimentOf({ m: 8, n: 6, targetFile: reference }));
    expect(store.getState().missing).toEqual(["The target in w.npy is 3×2, and W is 8×6: set m = 3, n = 2."]);
    store.fill(experimentOf({ r: 2, adapterFile: { ...reference, rank: 1 } }));
    expect(store.getState().missing).toEqual(["The factors in w.npy are of rank 1: set r = 1."]);
  });
});
