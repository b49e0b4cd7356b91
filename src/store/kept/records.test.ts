import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { firstPassage } from "../../history/firstPassage";
import type { Extremes } from "../../history/types";
import { decodeLink, encodeLink } from "../../permalink/link";
import { pinOf } from "../pinLane";
import { type parseFile, parsePin, parseSession } from "./records";
import { keptPin, kinds, tampered } from "./records.fixtures";

const TAMPERED = 10_000;

describe.each(kinds)("a kept $kind", ({ record, parse }) => {
  test("is read as it was written", () => {
    const parsed = parse(structuredClone(record));
    expect(parsed && "file" in parsed ? parsed.file : parsed).toEqual(record);
  });

  test("of another version is left out", () => {
    for (const version of [0, 2, "1", null]) expect(parse({ ...record, version })).toBeNull();
  });

  test(`that was tampered with is left out or does no harm, ${TAMPERED} times`, () => {
    let refused = 0;
    fc.assert(
      fc.property(fc.infiniteStream(fc.nat(2 ** 30)), (numbers) => {
        const draw = (below: number) => numbers.next().value % below;
        const parsed = parse(tampered(record, draw));
        if (parsed === null) refused++;
        else use(parsed);
      }),
      { numRuns: TAMPERED, seed: 8 },
    );
    expect(refused).toBeGreaterThan(TAMPERED / 4);
    expect(refused).toBeLessThan(TAMPERED);
  });
});

/** Everything that the page does with it. */
function use(parsed: NonNullable<ReturnType<typeof parseSession | typeof parsePin | typeof parseFile>>): void {
  if ("file" in parsed) {
    for (const { rows, columns, data } of parsed.file.matrices) expect(data).toHaveLength(rows * columns);
  } else if ("rows" in parsed) {
    const { config, history } = pinOf(parsed);
    expect(config.loss).toBe("quadratic");
    const of: Extremes = { min: 0, max: 0, minPositive: 0, hasNonFinite: false, hasZero: false };
    for (const id of history.columnIds) history.extremes(id, 0, history.rows, of);
    firstPassage(history, "loss", 1e-3);
    for (let row = 0; row < history.rows; row++) expect(history.rowAt(history.stepAt(row))).toBe(row);
    expect(history.lastStep).toBeLessThanOrEqual(3);
  } else {
    for (const hash of [parsed.hash, ...parsed.past, ...parsed.future]) encodeLink(decodeLink(hash).link);
  }
}

describe("a kept pin is left out", () => {
  const pin = keptPin();
  const [first] = pin.rows.columns;

  test.each([
    ["of several lanes", { ...pin, hash: "#v=1&r=1,2&T=3" }],
    ["whose link is not the canonical one", { ...pin, hash: "#T=3&v=1" }],
    ["whose link cannot be had", { ...pin, hash: "#v=1&r=0&T=3" }],
    ["with more rows than its run has", { ...pin, hash: "#v=1&T=2" }],
    ["with rows out of order", { ...pin, rows: { ...pin.rows, steps: Float64Array.of(0, 2, 1, 3) } }],
    ["with a column twice", { ...pin, rows: { ...pin.rows, columns: [...pin.rows.columns, first] } }],
    ["without a column", { ...pin, rows: { ...pin.rows, columns: pin.rows.columns.slice(1) } }],
    ["of an unknown engine", { ...pin, adapter: { ...pin.adapter, engine: "abacus" } }],
    ["taken over past its end", { ...pin, changes: [{ ...pin.changes[0], firstStep: 4 }] }],
  ])("%s", (_, record) => {
    expect(parsePin(record)).toBeNull();
  });
});

test("a pin that was kept before changes of its engine were is read as one without any", () => {
  const { changes, ...old } = keptPin();
  expect(changes).not.toEqual([]);
  expect(parsePin(old)).toEqual({ ...old, changes: [] });
});

test("a kept session leaves out what is no link and goes back no more than fifty changes", () => {
  const past = [...Array.from({ length: 60 }, (_, i) => `#v=1&seed=${i}`), 7, "javascript:alert(1)"];
  const session = parseSession({ version: 1, hash: "#v=1", past, future: "none", updated: 0 });
  expect(session?.past).toEqual(past.slice(-50, -2));
  expect(session?.future).toEqual([]);
});
