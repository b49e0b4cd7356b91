/** Records as this version writes them, and records that were tampered with or come from another version. */
import type { Pin } from "../laneStore";
import { createLaneStore } from "../laneStore";
import { pinRun } from "./keeper.fixtures";
import { type KeptFile, type KeptPin, type KeptSession, parseFile, parsePin, parseSession, VERSION } from "./records";

const session: KeptSession = { version: VERSION, hash: "#v=1&r=2", past: ["#v=1"], future: [], updated: 1e12 };

export function keptPin(): KeptPin {
  const lanes = createLaneStore();
  pinRun(lanes, "#v=1&T=3", [4, 3, 2.5, Number.NaN]);
  const { hash, facts, adapter, computeTime, history } = lanes.getState().pins[0] as Pin; // one was pinned
  const divergence = { lane: 0, t: 3, reason: "the loss is not finite" };
  const changes = [
    {
      firstStep: 2,
      from: { engine: "webgpu", precision: "float32" },
      to: { engine: "float64", precision: "float64" },
    },
  ] as const;
  return { version: VERSION, hash, rows: history.frozen, facts, adapter, changes, computeTime, divergence };
}

const file: KeptFile = {
  version: VERSION,
  reference: "a.safetensors~0123456789abcdef~3x2x1~q.proj",
  matrices: [
    { rows: 3, columns: 1, data: Float64Array.of(1, 2, 3) },
    { rows: 1, columns: 2, data: Float64Array.of(4, 5) },
  ],
  updated: 1e12,
};

export const kinds = [
  { kind: "session", record: session, parse: parseSession },
  { kind: "pin", record: keptPin(), parse: parsePin },
  { kind: "file", record: file, parse: parseFile },
] as const;

const strangers: readonly unknown[] = [
  ...[null, undefined, 0, -1, 0.5, 1e300, Number.NaN, Number.POSITIVE_INFINITY, true, "", "#v=1", "__proto__"],
  ...["#v=1&r=1,2&T=9", "<script>", "x".repeat(200_000), [], [[]], {}, { version: 1 }, { length: 5 }],
  ...[new Float64Array(0), new Float64Array(5000), new Float32Array(4), new Uint8Array([255]), new Map(), new Date(0)],
];

type Draw = (below: number) => number;

/** The record with one to three changes somewhere inside: a value replaced, left out, added, or an array cut. */
export function tampered(record: unknown, draw: Draw): unknown {
  const copy: unknown = structuredClone(record);
  let result = copy;
  for (let change = draw(3); change >= 0; change--) result = changed(result, draw);
  return result;
}

function changed(value: unknown, draw: Draw): unknown {
  const stranger = () => strangers[draw(strangers.length)];
  if (ArrayBuffer.isView(value) && !(value instanceof DataView)) {
    // typed arrays alone come here
    const array = value as Float64Array;
    if (draw(2) === 0) return array.slice(draw(2));
    if (array.length > 0) array[draw(array.length)] = [Number.NaN, -1, 0.5, 1e18, 255][draw(5)]!;
    return array;
  }
  if (typeof value !== "object" || value === null || draw(8) === 0) return stranger();
  const fields = value as Record<string, unknown>; // any object may be read so
  const keys = Object.keys(fields);
  const key = keys[draw(keys.length)];
  if (key === undefined || draw(12) === 0) fields[`more${draw(3)}`] = stranger();
  else if (draw(10) === 0) delete fields[key];
  else fields[key] = changed(fields[key], draw);
  return fields;
}
