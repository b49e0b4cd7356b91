/** The glossary: one entry beside the symbol that was pressed, or all of them as a dialog. */
import { useEffect, useRef } from "react";
import { glossary, termOf } from "../../../lessons/glossary";
import type { Term } from "../../../lessons/terms/term";
import { ModalCard } from "../ModalCard";
import { MathText } from "./MathText";

export interface Asked {
  /** id or place of the entry; null: all */
  readonly term: string | null;
  /** what gets the focus back, and what an entry stands beside */
  readonly beside: Element | null;
}

interface Props {
  readonly asked: Asked;
  /** asks for another entry, or with null for none */
  readonly onAsk: (asked: Asked | null) => void;
}

const GAP = 8;

export function GlossaryCards({ asked, onAsk }: Props) {
  const term = asked.term === null ? null : termOf(asked.term);
  return term ? <Entry asked={asked} term={term} onAsk={onAsk} /> : <Whole asked={asked} onAsk={onAsk} />;
}

/** Placed below its symbol, or above where there is no room, never past the window's edge. */
function place(card: HTMLElement, beside: Element | null): void {
  const from = beside?.getBoundingClientRect();
  if (!from) return;
  const { offsetWidth, offsetHeight } = card;
  const isBelow = from.bottom + GAP + offsetHeight <= window.innerHeight;
  card.style.top = `${isBelow ? from.bottom + GAP : Math.max(GAP, from.top - GAP - offsetHeight)}px`;
  card.style.left = `${Math.min(Math.max(GAP, from.left), window.innerWidth - offsetWidth - GAP)}px`;
}

function Entry({ asked, term, onAsk }: Props & { readonly term: Term }) {
  const card = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const element = card.current;
    if (!element) return;
    element.showPopover();
    place(element, asked.beside);
    element.focus({ preventScroll: true });
  }, [asked]);

  return (
    <div
      ref={card}
      popover="auto"
      role="dialog"
      aria-labelledby="term-name"
      className="popover term-card"
      tabIndex={-1}
      // Escape and a press elsewhere close it; the platform gives the focus back only to what opened a popover by attribute.
      onToggle={({ newState }) => {
        if (newState === "open") return;
        if (asked.beside instanceof HTMLElement && document.activeElement === document.body) asked.beside.focus();
        onAsk(null);
      }}
    >
      <TermText term={term} nameId="term-name" onSee={(id) => onAsk({ ...asked, term: id })} />
      <p className="term-all">
        <button type="button" className="term-link" onClick={() => onAsk({ ...asked, term: null })}>
          All symbols and terms
        </button>
      </p>
    </div>
  );
}

interface TermTextProps {
  readonly term: Term;
  readonly nameId: string;
  readonly onSee: (id: string) => void;
}

function TermText({ term, nameId, onSee }: TermTextProps) {
  const others = term.see.flatMap((id) => termOf(id) ?? []);
  return (
    <>
      <h3 id={nameId} className="term-head">
        {term.symbol && (
          <span className="term-symbol">
            <MathText text={term.symbol} />
          </span>
        )}{" "}
        {term.name}
      </h3>
      <p>
        <MathText text={term.text} />
      </p>
      <p className="term-where">{term.where}</p>
      {others.length > 0 && (
        <p className="term-see">
          See{" "}
          {others.map(({ id, name }, index) => (
            <span key={id}>
              {index > 0 && ", "}
              <button type="button" className="term-link" onClick={() => onSee(id)}>
                {name}
              </button>
            </span>
          ))}
        </p>
      )}
    </>
  );
}

function Whole({ asked, onAsk }: Props) {
  function close() {
    onAsk(null);
    // The dialog gives the focus back to what had it when it opened, which may be gone: a card or a menu.
    if (asked.beside instanceof HTMLElement) asked.beside.focus();
  }

  return (
    <ModalCard title="Symbols and terms" className="glossary" onClose={close}>
      {() =>
        glossary.map(({ title, terms }) => (
          <section key={title} aria-label={title}>
            <h3 className="caption">{title}</h3>
            <div className="glossary-terms">
              {terms.map((term) => (
                <div key={term.id} id={`term-${term.id}`} className="glossary-term">
                  <TermText
                    term={term}
                    nameId={`term-name-${term.id}`}
                    onSee={(id) => {
                      const heading = document.getElementById(`term-${id}`);
                      heading?.scrollIntoView({ block: "center" });
                      heading?.querySelector("button")?.focus({ preventScroll: true });
                    }}
                  />
                </div>
              ))}
            </div>
          </section>
        ))
      }
    </ModalCard>
  );
}
