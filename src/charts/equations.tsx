/** The charts' titles in the paper's symbols, as MathML: read aloud by screen readers, drawn by the browser. */
import { createElement, type ReactNode } from "react";

// React's types know only the <math> element of MathML; createElement takes the others by name.
const mi = (text: string) => createElement("mi", null, text);
const mo = (text: string) => createElement("mo", null, text);
const sub = (base: ReactNode, index: ReactNode) => createElement("msub", null, base, index);
const sup = (base: ReactNode, index: ReactNode) => createElement("msup", null, base, index);
const mn = (text: string) => createElement("mn", null, text);
const norm = (...inside: ReactNode[]) => createElement("mrow", null, mo("‖"), ...inside, mo("‖"));
const math = (label: string, ...children: ReactNode[]) =>
  createElement("math", { "aria-label": label }, createElement("mrow", null, ...children));

const V = () => sub(mi("V"), mi("t"));

export const lossEquation = math(
  "J of V t minus L star",
  mi("J"),
  mo("("),
  V(),
  mo(")"),
  mo("−"),
  sup(mi("L"), mo("*")),
);
export const gradientEquation = math(
  "minimum over tau up to t of the squared norm of the gradient of J at V tau",
  sub(mi("min"), createElement("mrow", null, mi("τ"), mo("≤"), mi("t"))),
  sup(norm(mi("∇"), mi("J"), mo("("), sub(mi("V"), mi("τ")), mo(")")), mn("2")),
);
export const stepEquation = math("eta t", sub(mi("η"), mi("t")));
export const normEquation = math("squared norm of V t", sup(norm(V()), mn("2")));
export const originEquation = math(
  "norm of the gradient of J against norm of V t",
  norm(mi("∇"), mi("J")),
  createElement("mtext", null, "\u2002against\u2002"),
  norm(V()),
);
