/** Whether the lessons are open: by hand, or because the link names one. */
import { useMemo, useState } from "react";
import { useExperiment, useSession } from "./useSession";

export interface Lessons {
  readonly isOpen: boolean;
  /** opened by hand: the focus goes there */
  readonly takesFocus: boolean;
  open(): void;
  /** Back to the list of all. */
  list(): void;
  close(): void;
}

export function useLessons(): Lessons {
  const { experiment } = useSession();
  const isNamed = useExperiment((state) => state.link.view.lesson !== null);
  const [isAsked, setIsAsked] = useState(false);
  return useMemo(
    () => ({
      isOpen: isNamed || isAsked,
      takesFocus: isAsked,
      open: () => setIsAsked(true),
      list() {
        setIsAsked(true);
        experiment.setView({ lesson: null });
      },
      close() {
        setIsAsked(false);
        experiment.setView({ lesson: null });
      },
    }),
    [experiment, isNamed, isAsked],
  );
}
