/** What this browser keeps for the page from one visit to the next, under one key. Where it keeps nothing, asking throws. */
export interface Kept {
  /** what was written last, in whichever visit; null if nothing was or may be kept */
  read(): string | null;
  write(text: string): void;
}

/** Before the names of all that the page keeps. */
export const KEPT_PREFIX = "lora-descent:";

/** Opened with `?safe`, the page runs nothing by itself and leaves what is kept alone: for when either is what goes wrong. */
export const isSafe = new URLSearchParams(globalThis.location?.search).has("safe");

export function keptUnder(name: string): Kept {
  const key = KEPT_PREFIX + name;
  return {
    read() {
      try {
        return isSafe ? null : localStorage.getItem(key);
      } catch {
        return null;
      }
    },
    write(text) {
      try {
        if (!isSafe) localStorage.setItem(key, text);
      } catch {
        // It holds for this visit.
      }
    },
  };
}
