/**
 * How lanes are looked at side by side: which are hidden, which one stands out, whether draws are gathered into bands, and which
 * lanes of earlier runs are pinned beside the one on screen. Pinned rows count against the same limits as those of the run.
 */
import { createStore, type StoreApi } from "zustand/vanilla";
import type { FrozenLane } from "../history/frozenLane";
import { HISTORY_BYTES, HISTORY_ROWS } from "../history/history";
import type { LaneConfig } from "../lora/experiment";
import type { LaneFacts } from "../lora/lane";
import type { Adapter, Divergence } from "../protocol/messages";
import type { HistoryRoom } from "./activeRun";

/** A lane as the table and the charts name it: one of the run on screen, or a pinned one. */
export type LaneId = `lane-${number}` | `pin-${number}`;

/** A lane that was computed to its end, kept while the run on screen changes. */
/** Where another engine took over the lane. */
export interface EngineChange {
  /** the first iterate that it computed */
  readonly firstStep: number;
  readonly from: Pick<Adapter, "engine" | "precision">;
  readonly to: Pick<Adapter, "engine" | "precision">;
}

export interface Pin {
  readonly id: LaneId;
  /** which look it has among pinned lanes: kept, so that unpinning another changes nothing */
  readonly place: number;
  readonly config: LaneConfig;
  readonly facts: Pick<LaneFacts, "infimum" | "infimumSource" | "factored">;
  readonly history: FrozenLane;
  /** the canonical link of the lane alone, without view keys */
  readonly hash: string;
  readonly adapter: Adapter;
  readonly changes: readonly EngineChange[];
  /** milliseconds that the engine spent on it */
  readonly computeTime: number;
  /** where and why it ended early */
  readonly divergence: Divergence | null;
}

export interface LaneState {
  readonly hidden: ReadonlySet<LaneId>;
  readonly highlighted: LaneId | null;
  readonly isBanded: boolean;
  readonly pins: readonly Pin[];
}

export interface LaneActions {
  toggleHidden(id: LaneId): void;
  /** Lets a lane stand out, or none; the same one twice takes it back. */
  highlight(id: LaneId): void;
  toggleBands(): void;
  /** Keeps a lane beside the run; what names it is chosen here. */
  pin(pin: Omit<Pin, "id" | "place">): void;
  unpin(id: LaneId): void;
  /** The run has lanes up to `count`: what was said of others of its lanes means nothing any more. */
  forget(count: number): void;
  /** What pinned lanes leave for the rows of a run. */
  room(): HistoryRoom;
}

export type LaneStore = StoreApi<LaneState> & LaneActions;

/** More could not be told apart. */
export const MAX_PINS = 12;
/** Rows of a pinned lane: more than a chart has pixels. */
export const PINNED_ROWS = 4096;

export function createLaneStore(): LaneStore {
  const store = createStore<LaneState>(() => ({ hidden: new Set(), highlighted: null, isBanded: false, pins: [] }));
  let pinned = 0;

  return Object.assign(store, {
    toggleHidden(id: LaneId) {
      const hidden = new Set(store.getState().hidden);
      if (!hidden.delete(id)) hidden.add(id);
      store.setState({ hidden });
    },
    highlight(id: LaneId) {
      store.setState(({ highlighted }) => ({ highlighted: highlighted === id ? null : id }));
    },
    toggleBands() {
      store.setState(({ isBanded }) => ({ isBanded: !isBanded }));
    },
    pin(pin: Omit<Pin, "id" | "place">) {
      const { pins } = store.getState();
      if (pins.length === MAX_PINS) return;
      const places = new Set(pins.map(({ place }) => place));
      let place = 0;
      while (places.has(place)) place++;
      store.setState({ pins: [...pins, { ...pin, id: `pin-${pinned++}`, place }] });
    },
    unpin(id: LaneId) {
      const { hidden, highlighted, pins } = store.getState();
      store.setState({
        hidden: new Set([...hidden].filter((each) => each !== id)),
        highlighted: highlighted === id ? null : highlighted,
        pins: pins.filter((pin) => pin.id !== id),
      });
    },
    forget(count: number) {
      const { hidden, highlighted } = store.getState();
      const isKept = (id: LaneId) => id.startsWith("pin") || Number(id.slice("lane-".length)) < count;
      if ([...hidden].every(isKept) && (highlighted === null || isKept(highlighted))) return;
      store.setState({
        hidden: new Set([...hidden].filter(isKept)),
        highlighted: highlighted !== null && isKept(highlighted) ? highlighted : null,
      });
    },
    room() {
      const { pins } = store.getState();
      return {
        rowLimit: pins.reduce((left, { history }) => left - history.rows, HISTORY_ROWS),
        byteLimit: pins.reduce((left, { history }) => left - history.bytes, HISTORY_BYTES),
      };
    },
  });
}
