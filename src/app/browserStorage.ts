/** What this browser keeps for the page from one visit to the next, under one key. Where it keeps nothing, asking throws. */
export interface Kept {
  /** what was written last, in whichever visit; null if nothing was or may be kept */
  read(): string | null;
  write(text: string): void;
}

export function keptUnder(name: string): Kept {
  const key = `lora-descent:${name}`;
  return {
    read() {
      try {
        return localStorage.getItem(key);
      } catch {
        return null;
      }
    },
    write(text) {
      try {
        localStorage.setItem(key, text);
      } catch {
        // It holds for this visit.
      }
    },
  };
}
