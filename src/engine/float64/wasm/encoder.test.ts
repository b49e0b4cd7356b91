import { describe, expect, test } from "vitest";
import { Code } from "./code";
import { signed, unsigned } from "./encoder";
import { instanceOf } from "./instance.fixtures";

describe("LEB128", () => {
  test.each([
    [0, [0]],
    [127, [0x7f]],
    [128, [0x80, 0x01]],
    [624485, [0xe5, 0x8e, 0x26]],
    [2 ** 32 - 1, [0xff, 0xff, 0xff, 0xff, 0x0f]],
  ])("writes %d without a sign", (value, bytes) => {
    expect(unsigned(value)).toEqual(bytes);
  });

  test.each([
    [0, [0]],
    [63, [0x3f]],
    [64, [0xc0, 0x00]],
    [-1, [0x7f]],
    [-64, [0x40]],
    [-65, [0xbf, 0x7f]],
    [-123456, [0xc0, 0xbb, 0x78]],
    [2 ** 31 - 1, [0xff, 0xff, 0xff, 0xff, 0x07]],
    [-(2 ** 31), [0x80, 0x80, 0x80, 0x80, 0x78]],
  ])("writes %d with its sign", (value, bytes) => {
    expect(signed(value)).toEqual(bytes);
  });
});

describe("code", () => {
  /** call(address): doubles at the address are read and written */
  const code = () => new Code({ parameters: ["i32"], results: [] });

  test("computes with a stack, locals and memory", () => {
    const twice = code();
    const x = twice.local("f64");
    twice.get(0).access("f64.load", 0).set(x).get(0).get(x).f64(-0.5).op("f64.mul").access("f64.store", 8);
    const { memory, call } = instanceOf(twice);
    memory[1] = 6;
    call(8);
    expect(memory[2]).toBe(-3);
  });

  test.each([0, 1, 2, 1000])("repeats %d times", (count) => {
    const counting = code();
    counting.times(count, () =>
      counting.get(0).get(0).access("f64.load", 0).f64(1).op("f64.add").access("f64.store", 0),
    );
    const { memory, call } = instanceOf(counting);
    call(0);
    expect(memory[0]).toBe(count);
  });

  test("leaves a block from inside a loop", () => {
    const leaving = code();
    leaving.block(() => {
      leaving.repeat(() => {
        leaving.get(0).get(0).access("f64.load", 0).f64(1).op("f64.add").access("f64.store", 0);
        leaving.get(0).access("f64.load", 0).f64(7).op("f64.ge").leaveIf(1).i32(1);
      });
    });
    const { memory, call } = instanceOf(leaving);
    call(0);
    expect(memory[0]).toBe(7);
  });

  test("addresses the far end of memory", () => {
    const far = code();
    far.get(0).i32(-16).op("i32.add").f64(5).access("f64.store", 0);
    const { memory, call } = instanceOf(far);
    call(2 ** 16);
    expect(memory.at(-2)).toBe(5);
  });
});
