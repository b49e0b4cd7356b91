/** What every control shares: the name (a click explains it), a reset where there is something to reset, and what went wrong. */
import { RotateCcw } from "lucide-react";
import { type ReactNode, useId, useState } from "react";
import type { Notice } from "../../permalink/link";
import { MathSymbol } from "../math/symbols";
import { TermButton } from "../panels/TermButton";

interface Props {
  readonly name: string;
  readonly symbol: string | null;
  /** the symbol's entry in the glossary */
  readonly term?: string;
  readonly help: ReactNode;
  readonly notices: readonly Notice[];
  /** the default in words; null if it is the default that is shown */
  readonly resetTo: string | null;
  readonly onReset: () => void;
  /** makes a list of values, where there can be one */
  readonly list?: ReactNode;
  /** the field beside the name */
  readonly field?: ReactNode;
  /** below, over the whole width */
  readonly children?: ReactNode;
}

export function ControlFrame({ name, symbol, term, help, notices, resetTo, onReset, list, field, children }: Props) {
  const [explained, setExplained] = useState(false);
  const helpId = useId();
  return (
    <div className="control mb-1">
      <div className="flex min-h-[28px] items-center gap-0.5">
        {symbol !== null && term && (
          <TermButton of={term} name={name} className="text-mute">
            <MathSymbol text={symbol} />
          </TermButton>
        )}
        <button
          type="button"
          className="min-w-0 text-left leading-tight font-medium decoration-mute decoration-dotted underline-offset-4 hover:underline"
          aria-expanded={explained}
          aria-controls={helpId}
          title={help === null ? name : `${name}: what does it do?`}
          onClick={() => setExplained(!explained)}
        >
          {name}
        </button>
        <span className="flex-1" />
        {list}
        {resetTo !== null && (
          <button
            type="button"
            className="rounded p-0.5 text-mute hover:text-ink pointer-coarse:p-2"
            aria-label={`Reset ${name} to ${resetTo}`}
            title={`Back to ${resetTo}`}
            onClick={onReset}
          >
            <RotateCcw size={12} aria-hidden />
          </button>
        )}
        {field}
      </div>
      {children}
      <div id={helpId} hidden={!explained} className="mb-2 text-[12px] text-mute">
        {help}
      </div>
      {notices.map((notice) => (
        <p key={notice.message} className="mb-1 text-[12px] text-warn">
          {notice.message}
        </p>
      ))}
    </div>
  );
}
