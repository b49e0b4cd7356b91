import type { NumberText } from "./geometry/numberText";

/** A number inside an SVG text, its exponent raised. */
export function NumberLabel({ number }: { readonly number: NumberText }) {
  if (number.exponent === null) return number.text;
  return (
    <>
      {number.text}
      <tspan dy="-0.5em">{number.exponent}</tspan>
    </>
  );
}
