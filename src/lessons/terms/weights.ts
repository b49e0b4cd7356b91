/** What is trained: W = W₀ + BA. */
import type { Term } from "./term";

export const weights: readonly Term[] = [
  {
    id: "weights",
    symbol: "W",
    name: "weights",
    text: "The matrix of a layer, m rows by n columns. LoRA writes it as W₀ + BA and trains B and A only.",
    where: "Picture of V = 0; controls: Problem",
    see: ["frozen-weights", "factors"],
  },
  {
    id: "shape",
    symbol: "m × n",
    name: "rows and columns of W",
    text: "How many outputs and inputs the layer has. Full-rank descent trains all mn entries, an adapter (m + n)r.",
    where: "Controls: Problem",
    see: ["weights", "rank"],
  },
  {
    id: "frozen-weights",
    symbol: "W_0",
    name: "frozen weights",
    text: "The weights before training. They stay as they are; only what is added to them moves. Here they are 0 unless asked for.",
    where: "Controls: Problem",
    see: ["weights", "factors"],
  },
  {
    id: "target-weights",
    symbol: "W_*",
    name: "target",
    text: "The weights at which a loss is smallest, where it has such. A target of higher rank than the adapter cannot be reached.",
    where: "Controls: Problem",
    see: ["weights", "rank"],
  },
  {
    id: "factors",
    symbol: "B, A",
    name: "factors of the adapter",
    text: "B has m rows and r columns, A has r rows and n columns. Their product BA is what LoRA adds to the frozen weights.",
    where: "Controls: Adapter",
    see: ["rank", "stack"],
  },
  {
    id: "stack",
    symbol: "V",
    name: "both factors stacked",
    text: "V = [B; Aᵀ], one matrix with m + n rows and r columns, so that one gradient step on V is a step on B and A at once.",
    where: "Equation (3)",
    see: ["factors", "norm", "origin"],
  },
  {
    id: "rank",
    symbol: "r",
    name: "rank",
    text: "Columns of B and rows of A. It caps the rank of BA, and so which loss can be reached; it is not in the rate.",
    where: "Controls: Adapter",
    see: ["factors"],
  },
  {
    id: "alpha",
    symbol: "α",
    name: "LoRA’s alpha",
    text: "LoRA as it is used multiplies BA by α/r. Here both factors are multiplied by √(α/r) at the start, which gives the same product.",
    where: "Controls: Adapter",
    see: ["factors", "rank"],
  },
];
