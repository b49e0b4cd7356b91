/** The key just pressed and what it does, in a corner: those who watch learn how it is done. */
import { useEffect, useState } from "react";
import { commandFor } from "../hooks/useShortcuts";
import { wordsFor } from "../shortcuts";

/** Milliseconds for which a key stands. */
const STANDS_MS = 1800;

interface Pressed {
  readonly key: string;
  readonly does: string;
}

export function KeyEcho() {
  const [pressed, setPressed] = useState<Pressed | null>(null);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    function handleKey(event: KeyboardEvent) {
      const key = nameOf(event);
      if (key === null) return;
      const command = commandFor(event);
      setPressed({ key, does: command === null ? "" : wordsFor(command) });
      clearTimeout(timer);
      timer = setTimeout(() => setPressed(null), STANDS_MS);
    }
    // Before whoever takes the key.
    window.addEventListener("keydown", handleKey, { capture: true });
    return () => {
      clearTimeout(timer);
      window.removeEventListener("keydown", handleKey, { capture: true });
    };
  }, []);
  if (!pressed) return null;
  return (
    <p className="key-echo" aria-hidden="true">
      <kbd>{pressed.key}</kbd> {pressed.does}
    </p>
  );
}

const names: Readonly<Record<string, string>> = {
  " ": "Space",
  ArrowLeft: "←",
  ArrowRight: "→",
  ArrowUp: "↑",
  ArrowDown: "↓",
  Escape: "Esc",
};

/** How a key is called; null for keys that only change others, and for what is typed into a field. */
function nameOf(event: KeyboardEvent): string | null {
  if (["Shift", "Control", "Alt", "Meta"].includes(event.key)) return null;
  if (event.target instanceof Element && event.target.matches("input:not([type=range]), textarea")) return null;
  const key = names[event.key] ?? (event.key.length === 1 ? event.key.toUpperCase() : event.key);
  return event.ctrlKey || event.metaKey ? `Ctrl ${key}` : key;
}
