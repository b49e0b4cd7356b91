import { describe, expect, test } from "vitest";
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
});
