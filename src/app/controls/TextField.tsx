/** A field that takes its text on Enter or when left, and goes back on Escape. */
import { useEffect, useState } from "react";

interface Props {
  readonly label: string;
  readonly text: string;
  readonly placeholder?: string;
  readonly invalid: boolean;
  readonly className?: string;
  readonly onCommit: (text: string) => void;
  readonly onNudge?: (direction: -1 | 1, far: boolean) => void;
}

export function TextField({ label, text, placeholder, invalid, className = "", onCommit, onNudge }: Props) {
  const [draft, setDraft] = useState(text);
  useEffect(() => setDraft(text), [text]);

  function commit() {
    if (draft.trim() !== text) onCommit(draft.trim());
    // What could not be used must not stay in the field as if it were: the notice below quotes it.
    setDraft(text);
  }

  return (
    <input
      type="text"
      className={`field ${className}`}
      aria-label={label}
      aria-invalid={invalid}
      placeholder={placeholder}
      spellCheck={false}
      autoComplete="off"
      value={draft}
      onChange={(event) => setDraft(event.target.value)}
      onBlur={commit}
      onKeyDown={(event) => {
        if (event.key === "Enter") commit();
        else if (event.key === "Escape") setDraft(text);
        else if (onNudge && (event.key === "ArrowUp" || event.key === "ArrowDown")) {
          event.preventDefault();
          onNudge(event.key === "ArrowUp" ? 1 : -1, event.shiftKey);
        }
      }}
    />
  );
}
