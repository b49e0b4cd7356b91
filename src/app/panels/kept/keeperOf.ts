/** The keeper of the page, one for as long as it is open, and what the browser gives it. */

import { createKeeper, type Keeper } from "../../../store/kept/keeper";
import { KEPT_PREFIX } from "../../browserStorage";
import type { Session } from "../../session";
import { browserDatabase } from "./browserDatabase";
import { browserTab } from "./browserTab";

/** Milliseconds of changes that are written together. */
const SETTLING_MS = 400;

let keeper: Keeper | null = null;

export function keeperOf(session: Session): Keeper {
  keeper ??= createKeeper(
    {
      ...session,
      isBare: location.hash === "",
      follow: (hash) => {
        location.hash = hash;
      },
      runAgain: session.reopen,
    },
    {
      database: browserDatabase(),
      tab: browserTab(),
      now: Date.now,
      soon: beforeLeaving,
      pinOf: async (kept) => (await import("../../../store/pinLane")).pinOf(kept),
    },
  );
  return keeper;
}

/** Forgets everything that this browser keeps for the page, lesson progress included. */
export async function forgetAll(): Promise<void> {
  try {
    for (const key of Object.keys(localStorage)) if (key.startsWith(KEPT_PREFIX)) localStorage.removeItem(key);
  } catch {
    // A browser that keeps nothing has nothing to forget.
  }
  if (keeper) await keeper.forget();
  else await browserDatabase().clear();
}

/** After a while, or when the page is put away: it may not come back. */
function beforeLeaving(callback: () => void): void {
  const act = () => {
    clearTimeout(timer);
    document.removeEventListener("visibilitychange", act);
    removeEventListener("pagehide", act);
    callback();
  };
  const timer = setTimeout(act, SETTLING_MS);
  document.addEventListener("visibilitychange", act);
  addEventListener("pagehide", act);
}
