import { useSyncExternalStore } from "react";
import { createProgressStore, type Progress } from "../../../store/progressStore";
import { keptUnder } from "../../browserStorage";
import { lessons } from "./lessonLinks";

/** One for the page, as there is one reader. */
export const progressStore = createProgressStore(keptUnder("lessons"), lessons);

export function useProgress(): Progress {
  return useSyncExternalStore(progressStore.subscribe, progressStore.getState);
}
