/** Has words said to a screen reader when they change; those that change before their turn are not said. */
import { useEffect } from "react";
import { announcer } from "../announcer";

export function useAnnounced(words: string): void {
  useEffect(() => {
    if (words === "") return;
    const takeBack = announcer.announce(words);
    return () => {
      takeBack();
    };
  }, [words]);
}
