import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { browserHash } from "./browserHash";

/** An address bar: a followed link changes the hash at once, and says so in a task of its own. */
function addressBar() {
  const location = { hash: "#v=1" };
  const listeners = new Set<() => void>();
  vi.stubGlobal("location", location);
  vi.stubGlobal("history", {
    state: null,
    replaceState(_: unknown, __: string, hash: string) {
      location.hash = hash;
    },
  });
  vi.stubGlobal("window", {
    addEventListener: (_: string, listener: () => void) => listeners.add(listener),
    removeEventListener: (_: string, listener: () => void) => listeners.delete(listener),
  });
  const announce = () => {
    for (const listener of listeners) listener();
  };
  return { location, announce };
}

beforeEach(() => vi.useFakeTimers());
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

test("writes are merged, and the last one counts", () => {
  const { location } = addressBar();
  const hash = browserHash();
  hash.write("#v=1&r=2");
  expect(location.hash).toBe("#v=1&r=2");
  hash.write("#v=1&r=3");
  hash.write("#v=1&r=4");
  expect(location.hash).toBe("#v=1&r=2");
  vi.runAllTimers();
  expect(location.hash).toBe("#v=1&r=4");
});

test("a link that is followed is not overwritten before it is read, also by a write that waits", () => {
  const { location, announce } = addressBar();
  const hash = browserHash();
  const read: string[] = [];
  hash.listen(() => read.push(hash.read()));
  hash.write("#v=1&r=2");
  hash.write("#v=1&r=3");
  location.hash = "#v=1&m=5";
  hash.write("#v=1&r=6");
  vi.runAllTimers();
  expect(location.hash).toBe("#v=1&m=5");
  announce();
  expect(read).toEqual(["#v=1&m=5"]);
  hash.write("#v=1&m=5&r=2");
  vi.runAllTimers();
  expect(location.hash).toBe("#v=1&m=5&r=2");
});
