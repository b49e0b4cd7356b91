/** The stores of the page, and selectors over them: a component renders only when what it selects changes. */
import { createContext, useContext } from "react";
import { useStore } from "zustand";
import type { BackgroundState } from "../../store/backgroundStore";
import type { ExperimentState } from "../../store/experimentStore";
import type { FileState } from "../../store/fileStore";
import type { LaneState } from "../../store/laneStore";
import type { PlaybackState } from "../../store/playback";
import type { RunState } from "../../store/runStore";
import type { Session } from "../session";

export const SessionContext = createContext<Session | null>(null);

export function useSession(): Session {
  const session = useContext(SessionContext);
  if (!session) throw new Error("useSession: no session around this component");
  return session;
}

export function useExperiment<T>(selector: (state: ExperimentState) => T): T {
  return useStore(useSession().experiment, selector);
}

export function useRun<T>(selector: (state: RunState) => T): T {
  return useStore(useSession().run, selector);
}

export function useFiles<T>(selector: (state: FileState) => T): T {
  return useStore(useSession().files, selector);
}

export function useBackground<T>(selector: (state: BackgroundState) => T): T {
  return useStore(useSession().background, selector);
}

export function useLanes<T>(selector: (state: LaneState) => T): T {
  return useStore(useSession().lanes, selector);
}

export function usePlayback<T>(selector: (state: PlaybackState) => T): T {
  return useStore(useSession().playback, selector);
}
