/** The few MathML elements the page writes; React renders them, its types do not list them. */
import type { ReactNode } from "react";

interface MathProps {
  readonly children?: ReactNode;
  readonly className?: string;
  readonly display?: "block" | "inline";
  readonly mathvariant?: "normal";
  readonly stretchy?: "true" | "false";
  readonly lspace?: string;
  readonly rspace?: string;
  readonly "aria-hidden"?: boolean;
  readonly "aria-label"?: string;
}

declare module "react" {
  namespace JSX {
    interface IntrinsicElements {
      math: MathProps;
      mi: MathProps;
      mn: MathProps;
      mo: MathProps;
      mrow: MathProps;
      mtext: MathProps;
      msub: MathProps;
      msup: MathProps;
      msubsup: MathProps;
    }
  }
}
