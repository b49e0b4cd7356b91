/** Symbols and formulas of the paper as MathML. */
import type { ReactNode } from "react";

export type SymbolId = "gap" | "gradient" | "min-gradient" | "step" | "norm" | "distance";

/** An identifier such as `L`, `W_0`, `m × n`: letters are variables, what follows `_` is a subscript. */
export function MathSymbol({ text }: { readonly text: string }) {
  return (
    <math className="symbol" aria-hidden={true}>
      {text.split(" ").map((part) => (
        <Identifier key={part} text={part} />
      ))}
    </math>
  );
}

function Identifier({ text }: { readonly text: string }) {
  const [base = "", sub] = text.split("_");
  if (!/^\p{L}/u.test(base)) return <mo>{base}</mo>;
  if (sub === undefined) return <mi>{base}</mi>;
  return (
    <msub>
      <mi>{base}</mi>
      {/^\d/.test(sub) ? <mn>{sub}</mn> : <mi>{sub}</mi>}
    </msub>
  );
}

function Norm({ children }: { readonly children: ReactNode }) {
  return (
    <msup>
      <mrow>
        <mo stretchy="false">‖</mo>
        {children}
        <mo stretchy="false">‖</mo>
      </mrow>
      <mn>2</mn>
    </msup>
  );
}

const iterate = (
  <msub>
    <mi>V</mi>
    <mi>t</mi>
  </msub>
);

const nabla = (
  <>
    <mo lspace="0" rspace="0">
      ∇
    </mo>
    <mi>J</mi>
  </>
);

/* What assistive technology reads: MathML support differs too much between readers to rely on it. */
const spoken: Record<SymbolId, string> = {
  gap: "J of V t minus L star",
  gradient: "squared norm of the gradient of J",
  "min-gradient": "smallest squared gradient norm so far",
  step: "eta t",
  norm: "squared norm of V t",
  distance: "norm of V t against norm of the gradient of J",
};

const formulas: Record<SymbolId, ReactNode> = {
  gap: (
    <>
      <mi>J</mi>
      <mo stretchy="false">(</mo>
      {iterate}
      <mo stretchy="false">)</mo>
      <mo>−</mo>
      <msup>
        <mi>L</mi>
        <mo lspace="0">*</mo>
      </msup>
    </>
  ),
  gradient: <Norm>{nabla}</Norm>,
  "min-gradient": (
    <>
      <mi mathvariant="normal">min</mi>
      <Norm>{nabla}</Norm>
    </>
  ),
  step: (
    <msub>
      <mi>η</mi>
      <mi>t</mi>
    </msub>
  ),
  norm: <Norm>{iterate}</Norm>,
  distance: (
    <>
      <mrow>
        <mo stretchy="false">‖</mo>
        {iterate}
        <mo stretchy="false">‖</mo>
      </mrow>
      <mo>,</mo>
      <mrow>
        <mo stretchy="false">‖</mo>
        {nabla}
        <mo stretchy="false">‖</mo>
      </mrow>
    </>
  ),
};

export function Formula({ id }: { readonly id: SymbolId }) {
  return (
    <math className="symbol" aria-label={spoken[id]}>
      {formulas[id]}
    </math>
  );
}
