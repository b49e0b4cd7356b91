/** A symbol that says what it means when it is pressed. */
import type { ReactNode } from "react";
import { useGlossary } from "../hooks/useGlossary";

interface Props {
  /** id of an entry of the glossary, or a place on the page that has one */
  readonly of: string;
  /** what is explained, for assistive technology: "rank" */
  readonly name: string;
  readonly className?: string;
  readonly children: ReactNode;
}

export function TermButton({ of, name, className = "", children }: Props) {
  const { explain } = useGlossary();
  return (
    <button
      type="button"
      className={`term ${className}`}
      aria-label={`${name}: what is it?`}
      aria-haspopup="dialog"
      title={`${name}: what is it?`}
      onClick={(event) => explain(of, event.currentTarget)}
    >
      {children}
    </button>
  );
}
