/** Around everything that shows a symbol: fetches the glossary when one is asked for first. */
import { lazy, type ReactNode, useMemo, useState } from "react";
import { type Glossary, GlossaryContext } from "../hooks/useGlossary";
import type { Asked } from "./lessons/GlossaryCards";
import { Part } from "./Part";

const GlossaryCards = lazy(async () => ({ default: (await import("./lessons/GlossaryCards")).GlossaryCards }));

export function GlossaryProvider({ children }: { readonly children: ReactNode }) {
  const [asked, setAsked] = useState<Asked | null>(null);
  const glossary = useMemo<Glossary>(
    () => ({
      explain: (term, beside) => setAsked({ term, beside }),
      showAll: () => setAsked({ term: null, beside: document.activeElement }),
    }),
    [],
  );
  return (
    <GlossaryContext value={glossary}>
      {children}
      {asked && (
        <Part name="The glossary">
          <GlossaryCards asked={asked} onAsk={setAsked} />
        </Part>
      )}
    </GlossaryContext>
  );
}
