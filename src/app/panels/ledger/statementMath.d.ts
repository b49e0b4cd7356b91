/** Served by tools/statementMath.mjs: the certificates' statements as MathML trees, by id, one for each line. */
declare module "virtual:statement-math" {
  type MathTree =
    | string
    | readonly [tag: string, attributes: Readonly<Record<string, string>>, ...children: MathTree[]];
  export const statementMath: Readonly<Record<string, readonly MathTree[]>>;
}
