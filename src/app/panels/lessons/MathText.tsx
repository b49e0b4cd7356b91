/** Text with subscripts written as `V_t` or `V_{t+1}`. */
import { Fragment } from "react";

export function MathText({ text }: { readonly text: string }) {
  // The odd parts are what the pattern captured.
  const parts = text.split(/_(?:\{([^}]+)\}|(\w|\*|τ))/u);
  return parts.map((part, index) => {
    if (part === undefined) return null;
    // A part has no identity but its place.
    // biome-ignore lint/suspicious/noArrayIndexKey: see above
    return index % 3 === 0 ? <Fragment key={index}>{part}</Fragment> : <sub key={index}>{part}</sub>;
  });
}
