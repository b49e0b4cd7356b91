/** Work in short turns beside a run: what waits for the worker, a pause or a new run, never waits long for a picture. */

/** Time, and how messages are received in between. */
export interface Turns {
  /** milliseconds */
  now(): number;
  /** Resolves once the messages that are waiting have been received; rejects if nobody waits for an answer any more. */
  yieldToMessages(): Promise<void>;
}

/** Milliseconds after which waiting messages are received. */
const TURN_MS = 8;

/** To be awaited between two small pieces of work: ends the turn if it has lasted its time. */
export function createRest({ now, yieldToMessages }: Turns): () => Promise<void> {
  let begin = now();
  return async () => {
    if (now() - begin < TURN_MS) return;
    await yieldToMessages();
    begin = now();
  };
}
