/**
 * Served by tools/statementMath.mjs: the certificates' statements as MathML trees, by id, one for each line. In `substitutionMath`
 * an `mn` without content is the place of a number: `data-v` names it, `data-under` says where it needs parentheses.
 */
declare module "virtual:statement-math" {
  export type MathTree =
    | string
    | readonly [tag: string, attributes: Readonly<Record<string, string>>, ...children: MathTree[]];
  export const statementMath: Readonly<Record<string, readonly MathTree[]>>;
  export const substitutionMath: Readonly<Record<string, readonly MathTree[]>>;
}
