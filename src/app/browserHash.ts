/** The address bar as the experiment store sees it. Writes are merged: browsers refuse more than a few a second. */
import type { HashBinding } from "../store/experimentStore";

const WRITE_INTERVAL_MS = 150;

export function browserHash(): HashBinding {
  let pending: string | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;
  /** the hash as it was last read or written here */
  let known = location.hash;

  function flush() {
    timer = undefined;
    if (pending === null) return;
    // A link was followed and its hashchange is still to come: what is written now would undo it.
    if (location.hash === known) {
      history.replaceState(history.state, "", pending);
      known = location.hash;
    }
    pending = null;
    timer = setTimeout(flush, WRITE_INTERVAL_MS);
  }

  return {
    read() {
      known = location.hash;
      return known;
    },
    write(hash) {
      pending = hash;
      if (timer === undefined) flush();
    },
    listen(onChange) {
      // replaceState does not raise hashchange: what arrives here was typed, pasted or followed.
      const handle = () => {
        pending = null;
        onChange();
      };
      window.addEventListener("hashchange", handle);
      return () => window.removeEventListener("hashchange", handle);
    },
  };
}
