/** What a script can read off the page: attributes of the root element, and the theme that styles read there. */
import type { Session } from "./session";

/** Keeps the attributes up to date until the returned function is called. */
export function reflectInDocument({ experiment, run, playback }: Session): () => void {
  const { dataset } = document.documentElement;

  function write() {
    const { status, adapter, lastStep, facts } = run.getState();
    const { theme, mode } = experiment.getState().link.view;
    set("run", status);
    set("engine", adapter?.engine);
    set("t", lastStep < 0 ? undefined : String(lastStep));
    set("selected", lastStep < 0 ? undefined : String(Math.max(0, playback.getState().selected)));
    set("lanes", String(facts.length));
    // A projector has colours of its own.
    set("theme", mode === "projector" ? mode : theme === "system" ? undefined : theme);
    set("mode", mode);
  }

  function set(name: string, value: string | undefined) {
    if (value === undefined) delete dataset[name];
    else if (dataset[name] !== value) dataset[name] = value;
  }

  const stops = [run.subscribe(write), playback.subscribe(write), experiment.subscribe(write)];
  write();
  return () => {
    for (const stop of stops) stop();
  };
}
