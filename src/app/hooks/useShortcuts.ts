/** Keyboard shortcuts of the page; what they are called on the help card stands in shortcuts.ts. */
import { useEffect, useRef } from "react";

export interface Commands {
  readonly playOrPause: () => void;
  readonly stepForward: () => void;
  readonly stepBack: () => void;
  readonly toStart: () => void;
  readonly toEnd: () => void;
  readonly restart: () => void;
  readonly toggleY: () => void;
  readonly toggleX: () => void;
  readonly undo: () => void;
  readonly redo: () => void;
  readonly lessons: () => void;
  readonly glossary: () => void;
  readonly projector: () => void;
  readonly share: () => void;
  readonly help: () => void;
}

const byKey: Record<string, keyof Commands> = {
  " ": "playOrPause",
  ArrowRight: "stepForward",
  ".": "stepForward",
  ArrowLeft: "stepBack",
  ",": "stepBack",
  Home: "toStart",
  End: "toEnd",
  r: "restart",
  l: "toggleY",
  x: "toggleX",
  c: "lessons",
  g: "glossary",
  p: "projector",
  q: "share",
  "?": "help",
};

/** The command that a key press means, or null: never inside a field, a dialog, or on top of a browser shortcut. */
export function commandFor(event: KeyboardEvent): keyof Commands | null {
  const target = event.target instanceof Element ? event.target : null;
  if (target?.closest("input, select, textarea, dialog, [contenteditable], [popover]")) return null;
  if ((event.ctrlKey || event.metaKey) && !event.altKey && event.key.toLowerCase() === "z") {
    return event.shiftKey ? "redo" : "undo";
  }
  if (event.ctrlKey || event.metaKey || event.altKey) return null;
  // A button reached by keyboard takes the space bar itself; one that was clicked with the pointer does not.
  if (event.key === " " && target?.closest("button, a, summary")?.matches(":focus-visible")) return null;
  // A focused chart moves its own cursor.
  if ((event.key.startsWith("Arrow") || event.key === "Home" || event.key === "End") && target?.closest("[tabindex]"))
    return null;
  return byKey[event.key.length === 1 ? event.key.toLowerCase() : event.key] ?? null;
}

export function useShortcuts(commands: Commands): void {
  const current = useRef(commands);
  useEffect(() => {
    current.current = commands;
  });
  useEffect(() => {
    function handleKey(event: KeyboardEvent) {
      const command = event.defaultPrevented ? null : commandFor(event);
      if (command === null) return;
      event.preventDefault();
      current.current[command]();
    }
    window.addEventListener("keydown", handleKey);
    return () => window.removeEventListener("keydown", handleKey);
  }, []);
}
