/** What the page says of itself to a screen reader: one message after the other, however many come at once and from where. */

/** Milliseconds from one message to the next. */
export const MESSAGE_INTERVAL = 2000;

export interface Message {
  /** counts the messages: the same words twice are two messages */
  readonly number: number;
  readonly words: string;
}

export interface Announcer {
  /** Has the words said when it is their turn. Returns what takes them back, if they still wait. */
  readonly announce: (words: string) => () => void;
  readonly subscribe: (onMessage: () => void) => () => void;
  readonly last: () => Message | null;
}

export function createAnnouncer(): Announcer {
  const listeners = new Set<() => void>();
  let waiting: readonly { readonly words: string }[] = [];
  let last: Message | null = null;
  let timer: ReturnType<typeof setTimeout> | null = null;

  /** Once nothing waits, the next message still keeps its distance to the last. */
  function next(): void {
    timer = null;
    const [first, ...others] = waiting;
    if (!first) return;
    waiting = others;
    last = { number: (last?.number ?? 0) + 1, words: first.words };
    timer = setTimeout(next, MESSAGE_INTERVAL);
    for (const listener of listeners) listener();
  }

  return {
    announce(words) {
      const message = { words };
      waiting = [...waiting, message];
      timer ??= setTimeout(next);
      return () => {
        waiting = waiting.filter((each) => each !== message);
      };
    },
    subscribe(onMessage) {
      listeners.add(onMessage);
      return () => listeners.delete(onMessage);
    },
    last: () => last,
  };
}

/** The page's own. What answers an action stands beside it instead, as a status. */
export const announcer = createAnnouncer();
