import { expect, test } from "vitest";
import { createBackgroundStore, type InBackground } from "./backgroundStore";

function browser(kept: string | null = null) {
  const listeners = new Set<() => void>();
  const rests: boolean[] = [];
  let hidden = false;
  const binding = {
    kept,
    read: () => binding.kept,
    write: (choice: InBackground) => {
      binding.kept = choice;
    },
    isHidden: () => hidden,
    listen(onChange: () => void) {
      listeners.add(onChange);
      return () => listeners.delete(onChange);
    },
  };
  return {
    ...{ binding, rests, rest: (now: boolean) => void rests.push(now) },
    hide(now: boolean) {
      hidden = now;
      for (const listener of listeners) listener();
    },
  };
}

test("a run goes on in a hidden tab unless it was asked to pause there", () => {
  const { binding, rest, rests, hide } = browser();
  const store = createBackgroundStore(binding, rest);
  hide(true);
  hide(false);
  expect(rests).toEqual([false, false, false]);
  store.choose("pause");
  hide(true);
  hide(false);
  expect(rests.slice(3)).toEqual([false, true, false]);
});

test("the choice is kept, and anything else that is found counts as none", () => {
  const first = browser();
  createBackgroundStore(first.binding, first.rest).choose("pause");
  const second = browser(first.binding.kept);
  expect(createBackgroundStore(second.binding, second.rest).getState().choice).toBe("pause");
  const odd = browser("sideways");
  expect(createBackgroundStore(odd.binding, odd.rest).getState().choice).toBe("compute");
});

test("after it is given up, the store follows the tab no more", () => {
  const { binding, rest, rests, hide } = browser("pause");
  createBackgroundStore(binding, rest).dispose();
  hide(true);
  expect(rests).toEqual([false]);
});
