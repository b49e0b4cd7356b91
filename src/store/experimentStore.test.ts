import { expect, test } from "vitest";
import { decodeLink, experimentOf } from "../permalink/link";
import { createExperimentStore, type HashBinding } from "./experimentStore";
import { withAddedLane, withoutLane } from "./lanes";

/** An address bar: `type` is the user's doing, `write` the store's. */
function addressBar(hash = ""): HashBinding & { hash: string; type(hash: string): void } {
  let onChange = () => {};
  return {
    hash,
    read() {
      return this.hash;
    },
    write(next) {
      this.hash = next;
    },
    listen(callback) {
      onChange = callback;
      return () => {
        onChange = () => {};
      };
    },
    type(next) {
      this.hash = next;
      onChange();
    },
  };
}

const lanesOf = (store: ReturnType<typeof createExperimentStore>) => experimentOf(store.getState().link).lanes;

test("an empty hash is the opening run, and stays empty until something changes", () => {
  const bar = addressBar();
  const store = createExperimentStore(bar);
  expect(lanesOf(store)[0]).toMatchObject({ trank: 4, init: "gauss", scale: 0.001 });
  expect(store.getState().link.view.play).toBe(true);
  expect(bar.hash).toBe("");
});

test("a change is written to the hash in the link's own words", () => {
  const bar = addressBar("#v=1");
  const store = createExperimentStore(bar);
  store.setText("r", "8");
  expect(bar.hash).toBe("#v=1&r=8");
  expect(lanesOf(store)[0]?.r).toBe(8);
});

test("a list typed into a field makes lanes", () => {
  const store = createExperimentStore(addressBar("#v=1"));
  store.setText("r", "1,2,4");
  expect(lanesOf(store).map(({ r }) => r)).toEqual([1, 2, 4]);
});

test("bad input uses the nearest valid value and leaves one notice, which the next value takes away", () => {
  const store = createExperimentStore(addressBar("#v=1"));
  store.setText("r", "999");
  expect(lanesOf(store)[0]?.r).toBe(256);
  expect(store.getState().notices).toHaveLength(1);
  expect(store.getState().notices[0]).toMatchObject({ key: "r", value: "999" });
  expect(store.getState().notices[0]?.message).toContain("256");
  store.setText("r", "many");
  expect(store.getState().notices).toHaveLength(1);
  store.setText("r", "3");
  expect(store.getState().notices).toEqual([]);
});

test("text that would break a link stays text", () => {
  const bar = addressBar("#v=1");
  const store = createExperimentStore(bar);
  store.setText("r", "4&loss=digits#%");
  expect(lanesOf(store)[0]).toMatchObject({ loss: "quadratic" });
  expect(store.getState().notices[0]?.key).toBe("r");
});

test("a notice can be put away", () => {
  const store = createExperimentStore(addressBar("#v=1&r=999&colour=red"));
  const [first, second] = store.getState().notices;
  expect(second).toBeDefined();
  store.dismiss(first!);
  expect(store.getState().notices).toEqual([second]);
});

test("undo and redo walk through configurations, not through the view", () => {
  const store = createExperimentStore(addressBar("#v=1"));
  store.setText("r", "2");
  store.setView({ y: "linear" });
  store.setText("r", "3");
  store.undo();
  expect(lanesOf(store)[0]?.r).toBe(2);
  expect(store.getState().link.view.y).toBe("linear");
  store.undo();
  expect(lanesOf(store)[0]?.r).toBe(4);
  expect(store.getState()).toMatchObject({ canUndo: false, canRedo: true });
  store.redo();
  store.redo();
  expect(lanesOf(store)[0]?.r).toBe(3);
  expect(store.getState().canRedo).toBe(false);
});

test("a drag is one step of undo, two drags are two", () => {
  const store = createExperimentStore(addressBar("#v=1"));
  for (const r of ["5", "6", "7"]) store.setText("r", r, "r");
  store.endGesture();
  for (const r of ["8", "9"]) store.setText("r", r, "r");
  store.undo();
  expect(lanesOf(store)[0]?.r).toBe(7);
  store.undo();
  expect(lanesOf(store)[0]?.r).toBe(4);
});

test("a hash that the reader changes opens as a new link, and can be undone", () => {
  const bar = addressBar("#v=1");
  const store = createExperimentStore(bar);
  bar.type("#v=1&r=2&T=50&t=10");
  expect(lanesOf(store)[0]?.r).toBe(2);
  expect(store.getState()).toMatchObject({ opened: 1, link: { view: { t: 10, play: false } } });
  store.undo();
  expect(lanesOf(store)[0]?.r).toBe(4);
});

test("one lane of several changes alone, and a list splits it", () => {
  const store = createExperimentStore(addressBar("#v=1"));
  store.replace(withAddedLane(store.getState().link, { method: "full" }));
  expect(lanesOf(store).map(({ method }) => method)).toEqual(["lora", "full"]);
  store.setLaneText(1, "step", "constant");
  store.setLaneText(1, "eta", "0.5/L");
  expect(lanesOf(store).map(({ step }) => step)).toEqual(["auto", "constant"]);
  expect(lanesOf(store)[1]?.eta).toEqual({ value: 0.5, perL: true });
  store.setLaneText(0, "r", "1,2");
  expect(lanesOf(store).map(({ method, r }) => [method, r])).toEqual([
    ["lora", 1],
    ["lora", 2],
    ["full", 4],
  ]);
});

test("a copied lane stays a lane of its own, and a removed one is gone", () => {
  const store = createExperimentStore(addressBar("#v=1"));
  store.replace(withAddedLane(store.getState().link, {}));
  expect(lanesOf(store)).toHaveLength(2);
  store.replace(withoutLane(store.getState().link, 0));
  expect(lanesOf(store)).toHaveLength(1);
  store.replace(withoutLane(store.getState().link, 0));
  expect(lanesOf(store)).toHaveLength(1);
});

test("lists that multiply become lanes that can be told apart", () => {
  const store = createExperimentStore(addressBar("#v=1&r=1,2&seed=7,8"));
  store.setLaneText(3, "r", "5");
  expect(lanesOf(store).map(({ r, seed }) => [r, seed])).toEqual([
    [1, 7],
    [1, 8],
    [2, 7],
    [5, 8],
  ]);
});

test("a link opened by a program is shown at its own t, and can be undone", () => {
  const bar = addressBar("#v=1");
  const store = createExperimentStore(bar);
  store.open(decodeLink("#v=1&r=2&t=5").link);
  expect(bar.hash).toBe("#v=1&r=2&t=5");
  expect(store.getState().opened).toBe(1);
  store.undo();
  expect(lanesOf(store)[0]?.r).toBe(4);
});
