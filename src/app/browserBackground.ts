/** The tab and what this browser keeps, as the background store sees them. */
import type { BackgroundBinding } from "../store/backgroundStore";
import { keptUnder } from "./browserStorage";

export function browserBackground(): BackgroundBinding {
  return {
    ...keptUnder("in-background"),
    isHidden: () => document.visibilityState === "hidden",
    listen(onChange) {
      document.addEventListener("visibilitychange", onChange);
      return () => document.removeEventListener("visibilitychange", onChange);
    },
  };
}
