/** A browser that keeps records, its tabs, and pages that are opened and closed in them. */
import { createHistory } from "../../history/history";
import { decodeLink, experimentOf } from "../../permalink/link";
import type { Adapter } from "../../protocol/messages";
import { createExperimentStore } from "../experimentStore";
import { createFileStore } from "../fileStore";
import { createLaneStore, type LaneStore } from "../laneStore";
import { pinLane, pinOf } from "../pinLane";
import { columnIds, facts } from "../runClient.fixtures";
import { nothingShown, type RunState } from "../runStore";
import type { KeptDatabase, RecordKind } from "./database";
import { createKeeper } from "./keeper";

/** What IndexedDB does to records: copies of plain data. */
export function fakeDatabase() {
  const stores = { sessions: new Map(), pins: new Map(), files: new Map() } as Record<RecordKind, Map<string, unknown>>;
  const state = { fault: null as Error | null, isLeft: false };
  const attempt = async () => {
    if (state.fault) throw state.fault;
  };
  const database: KeptDatabase = {
    async read(kind, prefix = "") {
      await attempt();
      const found = [...stores[kind]].filter(([key]) => key.startsWith(prefix));
      return new Map(found.map(([key, record]) => [key, structuredClone(record)]));
    },
    async keys(kind) {
      await attempt();
      return [...stores[kind].keys()];
    },
    async write(kind, key, record) {
      await attempt();
      stores[kind].set(key, structuredClone(record));
      if (state.isLeft) await new Promise(() => {});
    },
    async remove(kind, keys) {
      await attempt();
      for (const key of keys) stores[kind].delete(key);
    },
    async clear() {
      await attempt();
      for (const store of Object.values(stores)) store.clear();
    },
  };
  return { database, stores, state };
}

export type FakeDatabase = ReturnType<typeof fakeDatabase>;

let ids = 0;
let time = 0;

export interface OpenedPage {
  readonly hash: string;
  /** the session that the tab remembers, where the page is loaded anew */
  readonly before?: string | null;
  /** the session that the tab remembers, wherever it led since */
  readonly last?: string | null;
}

/** A page in a tab of a browser; closing it gives back the session that its tab remembers. */
export function openPage(
  { database }: FakeDatabase,
  locks: Set<string>,
  { hash, before = null, last = before }: OpenedPage,
) {
  let address = hash;
  let onFollow = () => {};
  const experiment = createExperimentStore({
    read: () => address,
    write: (written) => {
      address = written;
    },
    listen: (onChange) => {
      onFollow = onChange;
      return () => {};
    },
  });
  const lanes = createLaneStore();
  const files = createFileStore();
  let session: string | null = null;
  let runs = 0;
  const keeper = createKeeper(
    {
      experiment,
      lanes,
      files,
      isBare: hash === "",
      follow(link) {
        address = link;
        onFollow();
      },
      runAgain: () => runs++,
    },
    {
      database,
      tab: {
        before,
        last,
        fresh: () => `id${++ids}`,
        async claim(id) {
          if (locks.has(id)) return false;
          if (session) locks.delete(session);
          session = id;
          locks.add(id);
          return true;
        },
        claimed: async () => new Set(locks),
      },
      now: () => ++time,
      soon: (callback) => queueMicrotask(callback),
      pinOf: async (kept) => pinOf(kept),
    },
  );
  return {
    experiment,
    lanes,
    files,
    keeper,
    address: () => address,
    runs: () => runs,
    async close(): Promise<string | null> {
      await keeper.settle();
      if (session) locks.delete(session);
      return session;
    },
  };
}

/** Pins the lane of a link that was computed to its end, with so much of its loss. */
export function pinRun(
  lanes: LaneStore,
  hash: string,
  loss: readonly number[],
  takeovers: RunState["takeovers"] = [],
): void {
  const { link } = decodeLink(hash);
  const experiment = experimentOf(link);
  const history = createHistory({ lanes: 1, precision: "float64" });
  const columns = columnIds.map((id) => Float64Array.from(loss, (value) => (id === "loss" ? value : value * value)));
  history.append({ lanes: [0], firstStep: 0, rows: loss.length, columnIds, columns });
  const adapter: Adapter = {
    engine: "float64",
    precision: "float64",
    name: "processor",
    software: true,
    execution: "eager",
    reasons: [],
  };
  const run: RunState = {
    ...nothingShown,
    status: "finished",
    failure: null,
    revision: 1,
    experiment,
    adapter,
    facts: [facts],
    lastStep: loss.length - 1,
    computeTimes: [7],
    takeovers,
  };
  if (!pinLane(0, { run, history, link }, lanes)) throw new Error("the lane was not pinned");
}
