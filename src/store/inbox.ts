/**
 * What the worker has sent, taken at once as long as it fits into a frame, and otherwise on the frames that follow: storing rows is
 * never what makes a frame long. What a message leaves to do is done before the next one, in parts. A page that nobody sees has no frames, and takes everything as it comes.
 */
export interface Inbox<Message> {
  put(message: Message): void;
  /** What comes from now on waits for the next frame, so that what was taken is painted first. */
  rest(): void;
  /** Whether everything is taken at once, because a hand waits for the last of it. */
  hurry(hurries: boolean): void;
  /** Forgets what was not taken. */
  clear(): void;
}

/** The part of `window` that tells frames apart: tests pass their own. */
export interface InboxClock {
  /** milliseconds */
  now(): number;
  onNextFrame(callback: () => void): void;
  isSeen(): boolean;
}

/** Milliseconds of a frame after which no further message is begun: about a quarter of it. */
export const TAKEN_PER_FRAME = 4;

export interface InboxOptions<Message> {
  readonly take: (message: Message) => void;
  /** A part of what the messages taken left to do; false if nothing more is left. */
  readonly goOn: () => boolean;
  readonly clock?: InboxClock | undefined;
}

export function createInbox<Message>({ take, goOn, clock = browserClock }: InboxOptions<Message>): Inbox<Message> {
  let messages: Message[] = [];
  let isUnfinished = false;
  let isHurried = false;
  let used = 0;
  let isWaiting = false;

  function takeSome(): void {
    while ((isUnfinished || messages.length > 0) && (isHurried || used < TAKEN_PER_FRAME || !clock.isSeen())) {
      const begin = clock.now();
      if (isUnfinished) isUnfinished = goOn();
      else {
        // something is to be done, and it is no unfinished message
        take(messages.shift() as Message);
        isUnfinished = true;
      }
      used += clock.now() - begin;
    }
    if (used > 0 || isUnfinished || messages.length > 0) awaitFrame();
  }

  function awaitFrame(): void {
    if (isWaiting) return;
    isWaiting = true;
    clock.onNextFrame(() => {
      isWaiting = false;
      used = 0;
      takeSome();
    });
  }

  return {
    put(message) {
      messages.push(message);
      takeSome();
    },
    rest() {
      used = Number.POSITIVE_INFINITY;
      awaitFrame();
    },
    hurry(hurries) {
      isHurried = hurries;
      takeSome();
    },
    clear() {
      messages = [];
    },
  };
}

/** After what the frame shows has been painted. Frames stop when the page is hidden: what waits then goes on by this timer, in milliseconds. */
const UNSEEN = 100;

const browserClock: InboxClock = {
  now: () => performance.now(),
  onNextFrame(callback) {
    const settle = () => {
      cancelAnimationFrame(frame);
      clearTimeout(timer);
      callback();
    };
    let timer = setTimeout(settle, UNSEEN);
    const frame = requestAnimationFrame(() => {
      clearTimeout(timer);
      timer = setTimeout(settle);
    });
  },
  isSeen: () => !document.hidden,
};
