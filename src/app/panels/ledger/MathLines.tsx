/** MathML given as data, as elements. */

import type { statementMath } from "virtual:statement-math";
import { createElement, type ReactNode } from "react";

type Tree = (typeof statementMath)[string][number];

function elementOf(tree: Tree): ReactNode {
  if (typeof tree === "string") return tree;
  const [tag, attributes, ...children] = tree;
  return createElement(tag, attributes, ...children.map(elementOf));
}

/** A statement, one `<math>` for each of its lines. */
export function MathLines({ lines }: { readonly lines: readonly Tree[] }) {
  return createElement("div", { className: "ledger-statement" }, ...lines.map(elementOf));
}
