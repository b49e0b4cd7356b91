/** The parameters of a lane's method, in the order of the link. */
import { initializationOf, methodOf } from "../lora/families";
import { methods } from "../lora/methods";
import { idsOf, integer, orWord, real } from "./kinds";
import { row } from "./parameter";

const MAX_RANK = 256;

export const methodParameters = {
  method: row(idsOf(methods), {
    name: "method",
    help: "What is trained, and along which direction.",
    group: "descent",
    initial: methods[0].id,
  }),
  r: row(integer(1, MAX_RANK), {
    name: "rank",
    symbol: "r",
    help: "Rank of the adapter: columns of B and rows of A.",
    group: "adapter",
    initial: 4,
    limit: {
      text: "what init and method take",
      of: ({ m, n, init, method }) => {
        const limits = [initializationOf(init), methodOf(method)].map(({ maxRank }) => maxRank?.(m, n) ?? MAX_RANK);
        return Math.max(1, Math.min(...limits));
      },
    },
    sliderMin: 1,
    sliderMax: 16,
  }),
  alpha: row(orWord("r", real(1e-3, 1e6)), {
    name: "LoRA's alpha",
    symbol: "α",
    help: "Both factors are multiplied by √(α/r) at the start; with α = r nothing changes.",
    group: "adapter",
    initial: null,
    scale: "log",
    sliderMin: 0.1,
    sliderMax: 100,
  }),
};
