/** Has words said to a screen reader when they change; those that change before their turn are not said. */
import { useEffect } from "react";
import { announcer } from "../announcer";

export function useAnnounced(words: string): void {
  useEffect(() => (words === "" ? undefined : announcer.announce(words)), [words]);
}
