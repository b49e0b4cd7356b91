/**
 * Keeps what the page would lose when it is closed: a tab's link with what can be undone, its pinned lanes with their rows, and small
 * files of the user. A page that is loaded anew goes on as it was; one that is opened shows what its address says, and a bare address
 * offers the last visit. Where the browser keeps nothing, the page goes on without, and says so once something would be lost.
 */
import { createStore, type StoreApi } from "zustand/vanilla";
import { decodeLink, encodeLink, encodeRun, experimentOf, openingLink } from "../../permalink/link";
import type { ExperimentStore } from "../experimentStore";
import type { FileStore } from "../fileStore";
import type { LaneStore, Pin } from "../laneStore";
import type { KeptDatabase, KeptTab } from "./database";
import { createFileKeeper } from "./fileKeeper";
import { KEPT_CHANGES, type KeptPin, type KeptSession, parsePin, parseSession, VERSION } from "./records";

export interface KeeperState {
  /** an earlier visit that can be gone on with */
  readonly offer: Offer | null;
  /** what was not kept; null while everything was */
  readonly fault: string | null;
}

export interface Offer {
  readonly session: string;
  readonly hash: string;
  readonly pins: number;
}

export interface Keeper {
  readonly store: StoreApi<KeeperState>;
  /** Takes the offer: its pinned lanes, what could be undone, and its link. */
  goOn(): Promise<void>;
  dismiss(): void;
  /** What is kept of all visits, by number. */
  count(): Promise<{ readonly sessions: number; readonly pins: number; readonly files: number }>;
  /** Forgets what is kept; what is on screen stays until it is closed. */
  forget(): Promise<void>;
  /** Writes what waits to be written; resolves once it is. */
  settle(): Promise<void>;
}

/** The page, as far as it is kept. */
export interface KeptPage {
  readonly experiment: ExperimentStore;
  readonly lanes: LaneStore;
  readonly files: FileStore;
  /** whether its address said nothing when it was opened */
  readonly isBare: boolean;
  /** Opens a link, as if it were followed. */
  follow(hash: string): void;
  /** Runs the link of the page again: files that it names have come. */
  runAgain(): void;
}

export interface KeeperMeans {
  readonly database: KeptDatabase;
  readonly tab: KeptTab;
  /** milliseconds since 1970 */
  readonly now: () => number;
  /** calls back once, after a while or before the page is left */
  readonly soon: (callback: () => void) => void;
  /** The pin that was kept: fetched with what pins. */
  readonly pinOf: (kept: KeptPin) => Promise<Omit<Pin, "id" | "place">>;
}

/** Visits that are kept, besides those of open tabs. */
const MAX_SESSIONS = 4;

const openingRun = encodeRun(openingLink);

export function createKeeper(page: KeptPage, means: KeeperMeans): Keeper {
  const { experiment, lanes } = page;
  const { database, tab, now, soon } = means;
  const store = createStore<KeeperState>(() => ({ offer: null, fault: null }));
  const files = createFileKeeper(page.files, database, now);
  /** where each pinned lane is kept; null for those that were forgotten */
  const places = new Map<Pin, string | null>();
  let own = tab.fresh();
  let isKept = false;
  let isWaiting = false;
  let isFaultSaid = false;
  /** writes follow each other, so that a later one is never undone by an earlier one */
  let work: Promise<void> = Promise.resolve();

  /** Does something after what is under way; nothing stops for a fault, which is said once, and where something would be lost. */
  function inTurn(task: () => Promise<void>): Promise<void> {
    work = work.then(task).catch((error: unknown) => {
      if (isFaultSaid || (lanes.getState().pins.length === 0 && !experiment.getState().canUndo)) return;
      isFaultSaid = true;
      store.setState({ fault: faultOf(error) });
    });
    return work;
  }

  async function readSessions(): Promise<ReadonlyMap<string, KeptSession>> {
    const records = [...(await database.read("sessions"))];
    return new Map(records.flatMap(([id, record]) => ofParsed(id, parseSession(record))));
  }

  /** Shows the pinned lanes of a session, and makes it this tab's; as copies if another tab has it. */
  async function restore(session: string, { past, future }: KeptSession): Promise<void> {
    const isOwn = await tab.claim(session);
    if (isOwn) own = session;
    for (const [key, record] of await database.read("pins", `${session}/`)) {
      const kept = parsePin(record);
      if (!kept) continue;
      const pinned = await means.pinOf(kept);
      lanes.pin(pinned);
      const pin = lanes.getState().pins.find(({ history }) => history === pinned.history);
      if (pin && isOwn) places.set(pin, key);
    }
    const linksOf = (hashes: readonly string[]) => hashes.map((hash) => decodeLink(hash).link);
    experiment.recall({ past: linksOf(past), future: linksOf(future) });
  }

  /** What this tab pinned before it went on with another session goes with it: written anew on the next occasion. */
  async function leave(earlier: string): Promise<void> {
    const keys = [...places.values()].filter((key) => key?.startsWith(`${earlier}/`)) as string[]; // null starts with nothing
    for (const [pin, key] of [...places]) if (key && keys.includes(key)) places.delete(pin);
    await database.remove("pins", keys);
    await database.remove("sessions", [earlier]);
  }

  async function begin(): Promise<void> {
    // What the link needs comes before what is beside it.
    if (await files.restore(experimentOf(experiment.getState().link).lanes)) page.runAgain();
    const sessions = await readSessions();
    const before = tab.before === null ? undefined : sessions.get(tab.before);
    if (tab.before !== null && before) return restore(tab.before, before);
    await tab.claim(own);
    if (!page.isBare) return;
    const claimed = await tab.claimed();
    const isFree = (id: string) => id === tab.last || !claimed.has(id);
    const [last] = [...sessions].filter(([id]) => isFree(id)).toSorted(([, a], [, b]) => b.updated - a.updated);
    if (!last) return;
    const [session, { hash }] = last;
    const pins = (await database.keys("pins")).filter((key) => key.startsWith(`${session}/`)).length;
    store.setState({ offer: { session, hash, pins } });
  }

  async function writePins(): Promise<void> {
    const { pins } = lanes.getState();
    const gone = [...places].filter(([pin]) => !pins.includes(pin));
    for (const [pin] of gone) places.delete(pin);
    const keys = gone.flatMap(([, key]) => key ?? []);
    const added = pins.filter((pin) => !places.has(pin));
    await settled([database.remove("pins", keys), ...added.map(writePin)]);
  }

  async function writePin(pin: Pin): Promise<void> {
    const key = `${own}/${tab.fresh()}`;
    const { hash, facts, adapter, changes, computeTime, divergence, history } = pin;
    const of = { hash, facts, adapter, changes, computeTime, divergence };
    const record: KeptPin = { version: VERSION, rows: history.frozen, ...of };
    await database.write("pins", key, record);
    places.set(pin, key);
  }

  /** A page that only shows the opening run leaves nothing to go on with. */
  function isWorthKeeping(): boolean {
    const { link } = experiment.getState();
    return isKept || lanes.getState().pins.length > 0 || encodeRun(link) !== openingRun;
  }

  async function write(): Promise<void> {
    isWaiting = false;
    if (!isWorthKeeping()) return;
    const { past, future } = experiment.trail();
    const hash = encodeLink(experiment.getState().link);
    const hashes = (links: typeof past) => links.slice(-KEPT_CHANGES).map(encodeLink);
    const record: KeptSession = { version: VERSION, hash, past: hashes(past), future: hashes(future), updated: now() };
    // At once: a page that is being left does not live to see the first of them written.
    await settled([database.write("sessions", own, record), writePins()]);
    if (!isKept) await prune();
    isKept = true;
  }

  /** Drops the oldest visits. */
  async function prune(): Promise<void> {
    const claimed = await tab.claimed();
    const closed = [...(await readSessions())].filter(([id]) => id !== own && !claimed.has(id));
    const dropped = closed.toSorted(([, a], [, b]) => b.updated - a.updated).slice(MAX_SESSIONS);
    if (dropped.length === 0) return;
    const isDropped = (key: string) => dropped.some(([id]) => key.startsWith(`${id}/`));
    const pins = (await database.keys("pins")).filter(isDropped);
    await database.remove("pins", pins);
    await database.remove(
      "sessions",
      dropped.map(([id]) => id),
    );
  }

  function changed(): void {
    if (isWaiting) return;
    isWaiting = true;
    soon(() => void inTurn(write));
  }

  // What could not be read is missed by nobody yet: the first write says what is wrong.
  work = begin().catch(() => {});
  void work.then(() => {
    experiment.subscribe(changed);
    lanes.subscribe(changed);
    changed();
  });
  page.files.onKept((reference, matrices) => void inTurn(() => files.keep(reference, matrices)));

  return {
    store,
    goOn: () =>
      inTurn(async () => {
        const { offer } = store.getState();
        const session = offer && (await readSessions()).get(offer.session);
        store.setState({ offer: null });
        if (!offer || !session) return;
        const earlier = own;
        await restore(offer.session, session);
        if (own !== earlier) await leave(earlier);
        page.follow(session.hash);
      }),
    dismiss: () => store.setState({ offer: null, fault: null }),
    async count() {
      const [sessions, pins, kept] = await Promise.all([
        database.keys("sessions"),
        database.keys("pins"),
        database.keys("files"),
      ]);
      return { sessions: sessions.length, pins: pins.length, files: kept.length };
    },
    forget: () =>
      inTurn(async () => {
        await database.clear();
        for (const pin of lanes.getState().pins) places.set(pin, null);
        store.setState({ offer: null });
      }),
    settle: () => inTurn(write),
  };
}

/** Waits for all of them, so that nothing is under way when the next change is written; rejects if one of them did. */
async function settled(tasks: readonly Promise<void>[]): Promise<void> {
  const results = await Promise.allSettled(tasks);
  const failed = results.find((result) => result.status === "rejected");
  if (failed) throw failed.reason;
}

function ofParsed<T>(id: string, parsed: T | null): readonly (readonly [string, T])[] {
  return parsed === null ? [] : [[id, parsed]];
}

function faultOf(error: unknown): string {
  const isFull = error instanceof Error && error.name === "QuotaExceededError";
  const why = isFull ? "has no room left for this page" : "keeps nothing for this page";
  return `This browser ${why}: pinned runs and what can be undone last until the page is closed. The link holds the configuration.`;
}
