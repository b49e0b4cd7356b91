/** An entry of the glossary, in our own words. Equation numbers are those of arXiv 2512.18248 v1. */
export interface Term {
  /** kebab-case */
  readonly id: string;
  /** as it is written on the page; `_` makes a subscript; null for a word without a symbol */
  readonly symbol: string | null;
  readonly name: string;
  readonly text: string;
  readonly where: string;
  /** ids of entries that help to understand this one */
  readonly see: readonly string[];
}
