import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { hostileFollows } from "../embed/hostileMessages.fixtures";
import { type Message, parseMessage } from "./messages";

const state: Message = { type: "state", hash: "#v=1&r=2", t: 10, cursor: 3, anchor: null, zoom: [1, 20.5] };

describe("a message between windows", () => {
  test.each<Message>([{ type: "hello" }, state, { ...state, cursor: null, zoom: null }])("%j is taken", (message) => {
    expect(parseMessage(structuredClone(message))).toEqual(message);
  });

  test.each([
    null,
    "state",
    [],
    {},
    { type: "run" },
    { ...state, hash: 1 },
    { ...state, hash: "v=1" },
    { ...state, hash: `#${"a".repeat(200_000)}` },
    { ...state, t: -1 },
    { ...state, t: 0.5 },
    { ...state, t: Number.NaN },
    { ...state, cursor: undefined },
    { ...state, anchor: "1" },
    { ...state, zoom: [2, 1] },
    { ...state, zoom: [0, Number.POSITIVE_INFINITY] },
    { ...state, zoom: [0, 1, 2] },
  ])("case %# is refused", (data) => {
    expect(parseMessage(data)).toBeNull();
  });

  test("carries nothing along that it does not name", () => {
    expect(parseMessage({ ...state, more: 1 })).toEqual(state);
  });

  test("of any kind at all is one of the two that are known, or none", () => {
    const isIterate = (value: unknown) => Number.isSafeInteger(value) && Number(value) >= 0;
    fc.assert(
      fc.property(hostileFollows, (data) => {
        const message = parseMessage(data);
        if (message?.type !== "state") return;
        expect(Object.keys(message).toSorted()).toEqual(Object.keys(state).toSorted());
        expect([message.hash.startsWith("#"), isIterate(message.t)]).toEqual([true, true]);
        for (const at of [message.cursor, message.anchor]) expect(at === null || isIterate(at)).toBe(true);
        if (message.zoom) expect(message.zoom[0] >= 0 && message.zoom[0] < message.zoom[1]).toBe(true);
      }),
      { numRuns: 10_000 },
    );
  });
});
