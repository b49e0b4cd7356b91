/**
 * Whose sessions are whose. A tab remembers its session for as long as it lives, loaded anew or brought back; a lock that the browser
 * takes back when the tab is closed says that it is in use.
 */
import type { KeptTab } from "../../../store/kept/database";

const KEY = "lora-descent:session";
const LOCK = "lora-descent:session:";
/** Milliseconds that a page which is loaded anew gives the one before it to let go. */
const PATIENCE = 1000;

export function browserTab(): KeptTab {
  const [entry] = performance.getEntriesByType("navigation");
  // so says the kind of entries asked for
  const isOpened = !entry || (entry as PerformanceNavigationTiming).type === "navigate";
  const last = remembered();
  let release: (() => void) | null = null;

  /** Resolves once the lock is held, until it is released; rejects if it is not to be had. */
  function hold(name: string): Promise<void> {
    return new Promise((resolve, reject) => {
      const held = new Promise<void>((letGo) => {
        navigator.locks
          .request(name, { signal: AbortSignal.timeout(PATIENCE) }, () => {
            release?.();
            release = letGo;
            resolve();
            return held;
          })
          .catch(reject);
      });
    });
  }

  return {
    before: isOpened ? null : last,
    last,
    fresh: () => Array.from(crypto.getRandomValues(new Uint32Array(3)), (word) => word.toString(36)).join(""),
    async claim(session) {
      try {
        // Without locks two tabs may come to have one session: each still adds and removes pins of its own.
        if (navigator.locks) await hold(LOCK + session);
        sessionStorage.setItem(KEY, session);
        return true;
      } catch {
        return false;
      }
    },
    async claimed() {
      const { held = [] } = (await navigator.locks?.query()) ?? {};
      return new Set(held.flatMap(({ name }) => (name?.startsWith(LOCK) ? [name.slice(LOCK.length)] : [])));
    },
  };
}

function remembered(): string | null {
  try {
    return sessionStorage.getItem(KEY);
  } catch {
    return null;
  }
}
