/** The tab and what this browser keeps, as the background store sees them. */
import type { BackgroundBinding } from "../store/backgroundStore";

const KEY = "lora-descent:in-background";

export function browserBackground(): BackgroundBinding {
  return {
    // Where the browser keeps nothing for this page, asking throws.
    read() {
      try {
        return localStorage.getItem(KEY);
      } catch {
        return null;
      }
    },
    write(choice) {
      try {
        localStorage.setItem(KEY, choice);
      } catch {
        // The choice holds for this visit.
      }
    },
    isHidden: () => document.visibilityState === "hidden",
    listen(onChange) {
      document.addEventListener("visibilitychange", onChange);
      return () => document.removeEventListener("visibilitychange", onChange);
    },
  };
}
