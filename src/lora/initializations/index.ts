/** The initializations, in the order of the controls. Their formulas are loaded by `formulas.ts`. */
import type { InitializationEntry } from "../types";

const smallerSide = (m: number, n: number) => Math.min(m, n);

export const initializations = [
  {
    id: "lora",
    label: "LoRA: B = 0, A Gaussian",
    summary: "The usual start: BA = 0, so the weights are unchanged, yet V is not 0.",
    formula: "B = 0, Aᵢⱼ ~ s N(0, 1)/√n",
    parameters: ["scale", "seed"],
  },
  {
    id: "lora-reverse",
    label: "Reversed: A = 0, B Gaussian",
    summary: "The mirror image of the usual start: B is drawn and A is 0.",
    formula: "A = 0, Bᵢⱼ ~ s N(0, 1)/√r",
    parameters: ["scale", "seed"],
  },
  {
    id: "kaiming",
    label: "LoRA library: B = 0, A uniform",
    summary: "What the usual LoRA library does: like LoRA's own start, but A is drawn uniformly.",
    formula: "B = 0, Aᵢⱼ ~ U(−1/√n, 1/√n)",
    parameters: ["seed"],
  },
  {
    id: "gauss",
    label: "Gaussian, B and A",
    summary: "Both factors random with standard deviation s: with small s, a start near the stationary point V = 0.",
    formula: "Bᵢⱼ, Aᵢⱼ ~ s N(0, 1)",
    parameters: ["scale", "seed"],
  },
  {
    id: "zero",
    label: "Zero: V = 0",
    summary: "Exactly at the origin, where the gradient is 0 for every loss: nothing moves, ever.",
    formula: "B = 0, A = 0",
    parameters: [],
  },
  {
    id: "stable",
    label: "On the stable manifold of V = 0",
    summary:
      "A start from which descent flows into the origin, although the minimum is elsewhere; round-off may eject it.",
    formula: "B = U Zᵀ, A = Z Vᵀ, ∇ℓ(W0) = U Σ Vᵀ, Z ~ s N(0, 1)",
    parameters: ["scale", "seed"],
  },
  {
    id: "unstable",
    label: "On the unstable manifold of V = 0",
    summary: "The steepest way out of the origin: BA starts down the gradient.",
    formula: "B = −U Zᵀ, A = Z Vᵀ, ∇ℓ(W0) = U Σ Vᵀ, Z ~ s N(0, 1)",
    parameters: ["scale", "seed"],
  },
  {
    id: "spectral",
    label: "Spectral (LoRA-One)",
    summary:
      "BA starts as one step of full-rank descent, cut to rank r: on the quadratic, s = 1/L lands on the optimum.",
    formula: "B = −U_r(sΣ_r)^½, A = (sΣ_r)^½V_rᵀ, ∇ℓ(W0) = U Σ Vᵀ",
    parameters: ["scale"],
    maxRank: smallerSide,
  },
  {
    id: "pissa",
    label: "PiSSA: top of W0",
    summary: "The adapter takes over the strongest directions of the frozen weights; needs W0.",
    formula: "B = U_rΣ_r^½, A = Σ_r^½V_rᵀ, W0 = U Σ Vᵀ, W0 ← W0 − BA",
    parameters: [],
    maxRank: smallerSide,
  },
  {
    id: "olora",
    label: "OLoRA: QR of W0",
    summary: "The adapter takes over the first columns of the frozen weights' QR factors; needs W0.",
    formula: "B = √s Q_r, A = √s R_r, W0 = QR, W0 ← W0 − BA",
    parameters: ["scale"],
    maxRank: smallerSide,
  },
  {
    id: "lora-ga",
    label: "LoRA-GA",
    summary: "Both factors are singular vectors of the gradient, so that the first step resembles full-rank descent's.",
    formula: "B = cU_{r+1…2r}, A = cV_{1…r}ᵀ, c = m^¼/√γ, ∇ℓ(W0) = U Σ Vᵀ, W0 ← W0 − BA",
    parameters: ["gamma"],
    maxRank: (m, n) => Math.floor(Math.min(m, n) / 2),
  },
  {
    id: "orthogonal",
    label: "Orthonormal factors",
    summary: "Random factors whose columns and rows are orthonormal: perfectly balanced.",
    formula: "BᵀB = AAᵀ = s²I, drawn at random",
    parameters: ["scale", "seed"],
    maxRank: smallerSide,
  },
  {
    id: "user",
    label: "Your own B and A",
    summary: "The factors written in the fields B and A.",
    formula: "B, A as given",
    parameters: ["B", "A", "adapterFile"],
  },
] as const satisfies readonly InitializationEntry[];

export type InitializationId = (typeof initializations)[number]["id"];
