/** MathML given as data, as elements. */

import type { MathTree } from "virtual:statement-math";
import { createElement, type ReactNode } from "react";
import type { Under } from "./placeText";

/** The number of a name, as it stands there. */
export type Fill = (name: string, under: Under) => string;

function elementOf(tree: MathTree, fill: Fill | null): ReactNode {
  if (typeof tree === "string") return tree;
  const [tag, attributes, ...children] = tree;
  const { "data-v": name, "data-under": under } = attributes;
  // The build writes these attributes: "power", "sign" or none.
  if (name !== undefined && fill) return createElement(tag, attributes, fill(name, (under ?? null) as Under));
  return createElement(tag, attributes, ...children.map((child) => elementOf(child, fill)));
}

interface Props {
  readonly lines: readonly MathTree[];
  /** what stands in the places of numbers */
  readonly fill?: Fill;
}

/** A statement, one `<math>` for each of its parts. */
export function MathLines({ lines, fill }: Props) {
  const elements = lines.map((line) => elementOf(line, fill ?? null));
  // Wider than the panel it scrolls, by keyboard too.
  return createElement("div", { className: "ledger-statement", role: "group", tabIndex: 0 }, ...elements);
}

/** The names of all places in a statement. */
export function placesIn(lines: readonly MathTree[]): readonly string[] {
  return lines.flatMap((tree): readonly string[] => {
    if (typeof tree === "string") return [];
    const [, attributes, ...children] = tree;
    const name = attributes["data-v"];
    return [...(name === undefined ? [] : [name]), ...placesIn(children)];
  });
}
