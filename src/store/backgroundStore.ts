/**
 * Whether a run goes on while its tab is hidden: a preference of this browser, not of the link. Whoever opens a link has made no
 * promise about the sender's battery.
 */
import { createStore, type StoreApi } from "zustand/vanilla";

export type InBackground = "compute" | "pause";

/** The part of the browser that the store needs: tests pass their own. */
export interface BackgroundBinding {
  /** what was written last, in whichever visit; null if nothing was or may be kept */
  read(): string | null;
  write(choice: InBackground): void;
  isHidden(): boolean;
  /** Calls back when the tab is hidden or shown. Returns the way to stop. */
  listen(onChange: () => void): () => void;
}

export interface BackgroundState {
  readonly choice: InBackground;
}

export interface BackgroundActions {
  choose(choice: InBackground): void;
  dispose(): void;
}

export type BackgroundStore = StoreApi<BackgroundState> & BackgroundActions;

/** `rest` is called with whether the run has to wait for its tab, whenever that may have changed. */
export function createBackgroundStore(binding: BackgroundBinding, rest: (rests: boolean) => void): BackgroundStore {
  const store = createStore<BackgroundState>(() => ({ choice: binding.read() === "pause" ? "pause" : "compute" }));
  const apply = () => rest(binding.isHidden() && store.getState().choice === "pause");
  const stop = binding.listen(apply);
  apply();
  return Object.assign(store, {
    choose(choice: InBackground) {
      store.setState({ choice });
      binding.write(choice);
      apply();
    },
    dispose: stop,
  });
}
