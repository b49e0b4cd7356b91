/** Sentences with symbols in plain characters: `V_t` and `Δ0` get their indices below the line. */
import type { ReactNode } from "react";

/** `_x`, `_{x}`, `_*`, and the digit of Δ0 */
const index = /_\{([^}]+)\}|_([\p{L}\d*])|(?<=Δ)(0)/u;

export function Prose({ text }: { readonly text: string }): ReactNode {
  const found = index.exec(text);
  if (!found) return text;
  const below = found[1] ?? found[2] ?? found[3];
  return (
    <>
      {text.slice(0, found.index)}
      <sub>{below}</sub>
      <Prose text={text.slice(found.index + found[0].length)} />
    </>
  );
}
