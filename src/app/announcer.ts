/** What the page says of itself to a screen reader: one message after the other, however many come at once and from where. */

/** Milliseconds from one message to the next. */
export const MESSAGE_INTERVAL = 2000;

export interface Message {
  /** counts the messages: the same words twice are two messages */
  readonly number: number;
  readonly words: string;
}

export interface Announcer {
  /** Has the words said when it is their turn. Returns what takes them back, and says whether they still waited. */
  readonly announce: (words: string) => () => boolean;
  readonly subscribe: (onMessage: () => void) => () => void;
  readonly last: () => Message | null;
}

export function createAnnouncer(): Announcer {
  const listeners = new Set<() => void>();
  const waiting = new Set<Message>();
  let count = 0;
  let last: Message | null = null;
  let isDue = false;

  function next(): void {
    const [first] = waiting;
    isDue = first !== undefined;
    if (!first) return;
    waiting.delete(first);
    last = first;
    // Once nothing waits, the next message still keeps its distance to this one.
    setTimeout(next, MESSAGE_INTERVAL);
    for (const listener of listeners) listener();
  }

  return {
    announce(words) {
      const message = { number: count++, words };
      waiting.add(message);
      if (!isDue) setTimeout(next);
      isDue = true;
      return () => waiting.delete(message);
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
