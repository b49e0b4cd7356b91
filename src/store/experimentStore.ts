/**
 * The experiment on the page as a link, with its undo history. Every change, whether from a control, the hash or undo, becomes
 * a `Link`; the hash is rewritten to match. Text of a control is read by the permalink's own decoder, so that a field accepts
 * exactly what a link accepts and says the same when it does not.
 */
import { createStore, type StoreApi } from "zustand/vanilla";
import type { EngineChoice } from "../lora/experiment";
import { decodeLink, encodeLink, encodeRun, experimentOf, type Link, type Notice, type View } from "../permalink/link";
import { withLanes } from "./lanes";

/** The part of `window` that the store needs: tests pass their own. */
export interface HashBinding {
  read(): string;
  /** Rewrites the hash without a history entry. */
  write(hash: string): void;
  /** Calls back when the user or another script changes the hash, not on `write`. Returns the way to stop. */
  listen(onChange: () => void): () => void;
}

export interface ExperimentState {
  readonly link: Link;
  /** What the last link or field asked for and could not get. */
  readonly notices: readonly Notice[];
  /** Counts links opened as a whole (hash, undo, redo): such a link is shown at its own t, not where the page was. */
  readonly opened: number;
  readonly canUndo: boolean;
  readonly canRedo: boolean;
}

export interface ExperimentActions {
  /** Reads `text` as the value of `key` in a link: one value, or a list of lanes. `gesture` merges a drag into one undo step. */
  setText(key: string, text: string, gesture?: string): void;
  /** Several keys at once, as one undo step. */
  setTexts(texts: Readonly<Record<string, string>>): void;
  /** The same for one lane of several; a list splits it into as many. */
  setLaneText(lane: number, key: string, text: string, gesture?: string): void;
  setEngine(engine: EngineChoice): void;
  /** The view is part of the link, not of the undo history. */
  setView(view: Partial<View>): void;
  /** Replaces the whole link, as one undo step. */
  replace(link: Link): void;
  /** The same, shown at its own t, as if the hash had led to it. */
  open(link: Link): void;
  dismiss(notice: Notice): void;
  undo(): void;
  redo(): void;
  /** What undo and redo lead to, nearest last. */
  trail(): Trail;
  /** Puts the trail of an earlier visit before that of this one. */
  recall(trail: Trail): void;
  /** The drag is over: the next change is its own undo step. */
  endGesture(): void;
  dispose(): void;
}

export interface Trail {
  readonly past: readonly Link[];
  readonly future: readonly Link[];
}

export type ExperimentStore = StoreApi<ExperimentState> & ExperimentActions;

const UNDO_LIMIT = 200;

export function createExperimentStore(hash: HashBinding): ExperimentStore {
  const first = decodeLink(hash.read());
  let past: Link[] = [];
  let future: Link[] = [];
  let gestureNow: string | null = null;
  const store = createStore<ExperimentState>(() => ({ ...first, opened: 0, canUndo: false, canRedo: false }));

  function show(link: Link, notices: readonly Notice[], opened = store.getState().opened) {
    store.setState({ link, notices, opened, canUndo: past.length > 0, canRedo: future.length > 0 });
    hash.write(encodeLink(link));
  }

  function change(link: Link, notices: readonly Notice[], gesture: string | null = null) {
    const before = store.getState().link;
    const merged = gesture !== null && gesture === gestureNow;
    gestureNow = gesture;
    if (encodeRun(link) !== encodeRun(before) && !merged) {
      past = [...past.slice(1 - UNDO_LIMIT), before];
      future = [];
    }
    show(link, notices);
  }

  /** Notices of the same key give way to those of its new value. */
  function othersThan(keys: readonly string[]): readonly Notice[] {
    return store.getState().notices.filter((notice) => !keys.includes(notice.key));
  }

  function travel(from: Link[], to: Link[]) {
    const link = from.pop();
    if (!link) return;
    const { link: now, opened } = store.getState();
    to.push(now);
    gestureNow = null;
    show({ ...link, view: now.view }, [], opened);
  }

  function open({ link, notices } = decodeLink(hash.read())) {
    const { link: now, opened } = store.getState();
    if (encodeRun(link) !== encodeRun(now)) {
      past = [...past.slice(1 - UNDO_LIMIT), now];
      future = [];
    }
    gestureNow = null;
    show(link, notices, opened + 1);
  }

  const stopListening = hash.listen(() => open());

  return Object.assign(store, {
    setText: (key: string, text: string, gesture?: string) => {
      const { link, notices } = decodeLink(withKey(encodeLink(anywhere(store.getState().link)), key, text));
      change(link, [...othersThan([key]), ...notices], gesture ?? null);
    },
    setTexts: (texts: Readonly<Record<string, string>>) => {
      const hash = Object.entries(texts).reduce(
        (all, [key, text]) => withKey(all, key, text),
        encodeLink(anywhere(store.getState().link)),
      );
      const { link, notices } = decodeLink(hash);
      change(link, [...othersThan(Object.keys(texts)), ...notices]);
    },
    setLaneText: (lane: number, key: string, text: string, gesture?: string) => {
      const { link } = store.getState();
      const { lanes } = experimentOf(link);
      const alone = encodeLink(withLanes(anywhere(link), lanes.slice(lane, lane + 1)));
      const { link: read, notices } = decodeLink(withKey(alone, key, text));
      const changed = lanes.flatMap((config, index) => (index === lane ? experimentOf(read).lanes : [config]));
      change(withLanes(anywhere(link), changed), [...othersThan([key]), ...notices], gesture ?? null);
    },
    setEngine: (engine: EngineChoice) => change({ ...store.getState().link, engine }, store.getState().notices),
    setView: (view: Partial<View>) => {
      const { link, notices } = store.getState();
      show({ ...link, view: { ...link.view, ...view } }, notices);
    },
    replace: (link: Link) => {
      const decoded = decodeLink(encodeLink(anywhere(link)));
      change(decoded.link, decoded.notices);
    },
    open: (link: Link) => open({ link, notices: [] }),
    dismiss: (notice: Notice) =>
      store.setState((state) => ({ notices: state.notices.filter((other) => other !== notice) })),
    undo: () => travel(past, future),
    redo: () => travel(future, past),
    trail: () => ({ past, future }),
    recall: (trail: Trail) => {
      // What was undone is gone once something else was done.
      if (past.length === 0) future = [...trail.future, ...future];
      past = [...trail.past, ...past].slice(-UNDO_LIMIT);
      store.setState({ canUndo: past.length > 0, canRedo: future.length > 0 });
    },
    endGesture: () => {
      gestureNow = null;
    },
    dispose: stopListening,
  });
}

/** Where a run was looked at means nothing for another run. */
function anywhere(link: Link): Link {
  return { ...link, view: { ...link.view, t: null } };
}

/** The hash with `key` set to `text`, whatever the text holds. */
function withKey(hash: string, key: string, text: string): string {
  const others = hash
    .replace(/^#/, "")
    .split("&")
    .filter((pair) => pair !== "" && pair.slice(0, pair.indexOf("=")) !== key);
  return `#${[...others, `${key}=${encodeURIComponent(text)}`].join("&")}`;
}
