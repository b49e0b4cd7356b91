import { describe, expect, test } from "vitest";
import { fromRows } from "../../math/matrix";
import { experimentOf } from "../../permalink/link";
import { fakeDatabase, openPage, pinRun } from "./keeper.fixtures";

const losses = [4, 3, 2.5, 0.1 + 0.2];
const pinned = (page: ReturnType<typeof openPage>) =>
  page.lanes
    .getState()
    .pins.map(({ hash, history }) => ({ hash, loss: losses.map((_, row) => history.value("loss", row)) }));

/** A browser in which a first page pinned a run and changed its rank, and was closed. */
async function visited() {
  const browser = fakeDatabase();
  const locks = new Set<string>();
  const page = openPage(browser, locks, { hash: "#v=1&T=3" });
  await page.keeper.settle();
  pinRun(page.lanes, "#v=1&T=3", losses);
  page.experiment.setText("r", "2");
  return { browser, locks, page, session: await page.close() };
}

describe("a page that is loaded anew", () => {
  test("has its pinned runs with every row, bit for bit, and what could be undone", async () => {
    const { browser, locks, page, session } = await visited();
    const next = openPage(browser, locks, { hash: page.address(), before: session });
    await next.keeper.settle();
    expect(pinned(next)).toEqual([{ hash: "#v=1&T=3", loss: losses }]);
    expect(next.experiment.getState().canUndo).toBe(true);
    next.experiment.undo();
    expect(next.address()).toBe("#v=1&T=3");
    expect(next.keeper.store.getState()).toEqual({ offer: null, fault: null });
  });

  test("does not have what was unpinned, however often it is loaded", async () => {
    const { browser, locks, page, session } = await visited();
    const second = openPage(browser, locks, { hash: page.address(), before: session });
    await second.keeper.settle();
    second.lanes.unpin(second.lanes.getState().pins[0]!.id);
    const third = openPage(browser, locks, { hash: page.address(), before: await second.close() });
    await third.keeper.settle();
    expect(pinned(third)).toEqual([]);
    expect(browser.stores.pins.size).toBe(0);
  });
});

describe("a page that is opened", () => {
  test("shows what its link says and nothing else", async () => {
    const { browser, locks } = await visited();
    const next = openPage(browser, locks, { hash: "#v=1&loss=cosine&T=5" });
    await next.keeper.settle();
    expect(next.address()).toBe("#v=1&loss=cosine&T=5");
    expect(pinned(next)).toEqual([]);
    expect(next.keeper.store.getState().offer).toBeNull();
  });

  test("at the bare address offers the last visit, and goes on with it when asked to", async () => {
    const { browser, locks, page, session } = await visited();
    const next = openPage(browser, locks, { hash: "" });
    await next.keeper.settle();
    expect(next.keeper.store.getState().offer).toEqual({ session, hash: page.address(), pins: 1 });
    expect(pinned(next)).toEqual([]);
    await next.keeper.goOn();
    expect(next.address()).toBe("#v=1&r=2&T=3");
    expect(pinned(next)).toEqual([{ hash: "#v=1&T=3", loss: losses }]);
    expect(next.keeper.store.getState().offer).toBeNull();
  });

  test("does not offer what another tab shows", async () => {
    const { browser, locks, page, session } = await visited();
    const other = openPage(browser, locks, { hash: page.address(), before: session });
    await other.keeper.settle();
    const next = openPage(browser, locks, { hash: "" });
    await next.keeper.settle();
    expect(next.keeper.store.getState().offer).toBeNull();
  });

  test("offers what its own tab has just left, whose lock the browser may still hold", async () => {
    const { browser, locks, page, session } = await visited();
    locks.add(session!);
    const next = openPage(browser, locks, { hash: "", last: session });
    await next.keeper.settle();
    expect(next.keeper.store.getState().offer).toEqual({ session, hash: page.address(), pins: 1 });
  });

  test("has what was done just before the page was left, which does not hear that it is written", async () => {
    const browser = fakeDatabase();
    const page = openPage(browser, new Set(), { hash: "#v=1&T=3" });
    await page.keeper.settle();
    browser.state.isLeft = true;
    pinRun(page.lanes, "#v=1&T=3", losses);
    page.experiment.setText("r", "2");
    void page.keeper.settle();
    await new Promise((resolve) => setTimeout(resolve));
    const [session] = browser.stores.sessions.values();
    expect(session).toMatchObject({ hash: "#v=1&r=2&T=3" });
    expect(browser.stores.pins.size).toBe(1);
  });

  test("keeps a pinned run once, though the session beside it could not be written and is written anew", async () => {
    const browser = fakeDatabase();
    const { write } = browser.database;
    let refused = 0;
    browser.database.write = async (kind, key, record) => {
      if (kind === "sessions" && refused++ === 0) throw new Error("refused");
      if (kind === "pins") await new Promise((resolve) => setTimeout(resolve, 5));
      return write(kind, key, record);
    };
    const page = openPage(browser, new Set(), { hash: "#v=1&T=3" });
    pinRun(page.lanes, "#v=1&T=3", losses);
    void page.keeper.settle();
    await page.keeper.settle();
    expect(refused).toBeGreaterThan(1);
    expect(browser.stores.pins.size).toBe(1);
  });

  test("leaves nothing to go on with if it only showed the opening run", async () => {
    const browser = fakeDatabase();
    await openPage(browser, new Set(), { hash: "" }).close();
    expect(browser.stores.sessions.size).toBe(0);
  });

  test("takes along what it pinned before it went on with the last visit", async () => {
    const { browser, locks } = await visited();
    const next = openPage(browser, locks, { hash: "" });
    await next.keeper.settle();
    pinRun(next.lanes, "#v=1&seed=9&T=3", losses);
    await next.keeper.settle();
    await next.keeper.goOn();
    const last = openPage(browser, locks, { hash: next.address(), before: await next.close() });
    await last.keeper.settle();
    expect(
      pinned(last)
        .map(({ hash }) => hash)
        .toSorted(),
    ).toEqual(["#v=1&T=3", "#v=1&seed=9&T=3"].toSorted());
    expect(browser.stores.sessions.size).toBe(1);
    expect(browser.stores.pins.size).toBe(2);
  });
});

test("two tabs of one session do not write over each other: the copy has pins of its own", async () => {
  const { browser, locks, page, session } = await visited();
  const one = openPage(browser, locks, { hash: page.address(), before: session });
  await one.keeper.settle();
  const copy = openPage(browser, locks, { hash: page.address(), before: session });
  await copy.keeper.settle();
  expect(pinned(copy)).toEqual(pinned(one));
  copy.lanes.unpin(copy.lanes.getState().pins[0]!.id);
  pinRun(one.lanes, "#v=1&seed=9&T=3", losses);
  const [first, second] = [await one.close(), await copy.close()];
  expect(first).not.toBe(second);
  const again = openPage(browser, locks, { hash: page.address(), before: first });
  await again.keeper.settle();
  expect(pinned(again)).toHaveLength(2);
  const copyAgain = openPage(browser, locks, { hash: page.address(), before: second });
  await copyAgain.keeper.settle();
  expect(pinned(copyAgain)).toHaveLength(0);
});

test("keeps the visits of four closed tabs, the last ones, with their pins", async () => {
  const browser = fakeDatabase();
  const locks = new Set<string>();
  for (let visit = 11; visit <= 17; visit++) {
    const page = openPage(browser, locks, { hash: `#v=1&T=3&seed=${visit}` });
    await page.keeper.settle();
    pinRun(page.lanes, `#v=1&T=3&seed=${visit}`, losses);
    await page.close();
  }
  const hashes = [...browser.stores.sessions.values()].map((record) => (record as { hash: string }).hash);
  expect(hashes).toEqual([13, 14, 15, 16, 17].map((visit) => `#v=1&seed=${visit}&T=3`));
  expect(browser.stores.pins.size).toBe(5);
});

describe("a browser that keeps nothing", () => {
  const full = new DOMException("no room", "QuotaExceededError");

  test.each([
    ["is full", full, /has no room left/],
    ["refuses", new Error("denied"), /keeps nothing/],
  ])("and %s: the page goes on, and says so once there is something to lose", async (_, fault, sentence) => {
    const browser = fakeDatabase();
    browser.state.fault = fault;
    const page = openPage(browser, new Set(), { hash: "#v=1&T=3" });
    await page.keeper.settle();
    expect(page.keeper.store.getState().fault).toBeNull();
    pinRun(page.lanes, "#v=1&T=3", losses);
    await page.keeper.settle();
    expect(page.keeper.store.getState().fault).toMatch(sentence);
    expect(page.lanes.getState().pins).toHaveLength(1);
    page.keeper.dismiss();
    page.experiment.setText("r", "3");
    await page.keeper.settle();
    expect(page.keeper.store.getState().fault).toBeNull();
  });

  test("for a while keeps everything as soon as it can again", async () => {
    const browser = fakeDatabase();
    const locks = new Set<string>();
    const page = openPage(browser, locks, { hash: "#v=1&T=3" });
    await page.keeper.settle();
    browser.state.fault = full;
    pinRun(page.lanes, "#v=1&T=3", losses);
    await page.keeper.settle();
    browser.state.fault = null;
    const next = openPage(browser, locks, { hash: "#v=1&T=3", before: await page.close() });
    await next.keeper.settle();
    expect(pinned(next)).toHaveLength(1);
  });
});

test("forgets everything, and what is on screen is not kept again", async () => {
  const { browser, locks, page, session } = await visited();
  const next = openPage(browser, locks, { hash: page.address(), before: session });
  await next.keeper.settle();
  await next.keeper.forget();
  expect(await next.keeper.count()).toEqual({ sessions: 0, pins: 0, files: 0 });
  expect(pinned(next)).toHaveLength(1);
  next.experiment.setText("r", "5");
  await next.keeper.settle();
  expect(browser.stores.pins.size).toBe(0);
});

describe("a file of the user", () => {
  const M = fromRows([
    [1, 2],
    [3, 4],
  ]);
  const selected = { name: "", kind: "matrix", dtype: "<f8", shape: [2, 2], norm: 1, singularValues: null } as const;
  const read = { name: "w.npy", format: "npy", hash: "0123456789abcdef", bytes: 160, entries: [] } as const;

  test("is at hand in the next visit of a link that names it, under whatever name", async () => {
    const browser = fakeDatabase();
    const page = openPage(browser, new Set(), { hash: "#v=1" });
    page.files.keep({ ...read, selected: { ...selected, matrices: [M] } });
    await page.close();
    const hash = "#v=1&m=2&n=2&r=1&T=3&targetFile=renamed.npy~0123456789abcdef~2x2";
    const next = openPage(browser, new Set(), { hash });
    await next.keeper.settle();
    expect(next.runs()).toBe(1);
    const filled = next.files.fill(experimentOf(next.experiment.getState().link));
    expect(filled.lanes[0]!.target).toEqual(M);
    expect(next.files.getState().missing).toEqual([]);
  });

  test("is asked for again where its bytes or its shape are others", async () => {
    const browser = fakeDatabase();
    const page = openPage(browser, new Set(), { hash: "#v=1" });
    page.files.keep({ ...read, selected: { ...selected, matrices: [M] } });
    await page.close();
    for (const reference of ["w.npy~00000000deadbeef~2x2", "w.npy~0123456789abcdef~3x2"]) {
      const next = openPage(browser, new Set(), { hash: `#v=1&m=2&n=2&r=1&T=3&targetFile=${reference}` });
      await next.keeper.settle();
      expect(next.runs()).toBe(0);
    }
  });
});
