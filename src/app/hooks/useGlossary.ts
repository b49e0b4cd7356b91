/** How a symbol on the page asks for its entry in the glossary, which is fetched when it is asked for first. */
import { createContext, useContext } from "react";

export interface Glossary {
  /** Shows an entry, by its id or by a place on the page that has one, beside an element, which gets the focus back. */
  explain(term: string, beside: HTMLElement): void;
  showAll(): void;
}

export const GlossaryContext = createContext<Glossary | null>(null);

export function useGlossary(): Glossary {
  const glossary = useContext(GlossaryContext);
  if (!glossary) throw new Error("useGlossary: no glossary around this component");
  return glossary;
}
