/** The parameters of a lane's method, in the order of the link. */
import { CHAIN_SEED } from "../lora/chain";
import type { LaneConfig } from "../lora/experiment";
import { initializationOf, lossOf, methodOf } from "../lora/families";
import { methods } from "../lora/methods";
import { choice, idsOf, integer, orWord, real } from "./kinds";
import { row } from "./parameter";

const MAX_RANK = 256;
/** The stream of a method's draws has this seed and 1000003 more, and seeds have 32 bits. */
const MAX_METHOD_SEED = 2 ** 32 - 1 - CHAIN_SEED;

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
  ratio: row(real(1e-3, 1e3), {
    name: "LoRA+ ratio",
    symbol: "λ",
    help: "How many times as fast B learns as A.",
    group: "descent",
    initial: 4,
    scale: "log",
    sliderMin: 0.1,
    sliderMax: 100,
  }),
  damping: row(real(1e-12, 1), {
    name: "damping",
    symbol: "δ",
    help: "Added to AAᵀ and BᵀB before they are inverted.",
    group: "descent",
    initial: 1e-8,
    scale: "log",
    sliderMin: 1e-12,
    sliderMax: 1,
  }),
  period: row(orWord("own", integer(1, 1e6)), {
    name: "steps a link",
    symbol: "τ",
    help: "Number of steps between two links of the chain; own is 50 for cola and relora, else 1.",
    group: "descent",
    initial: null,
    initialFor: ({ method }) => ownPeriod(method),
    scale: "log",
    sliderMin: 1,
    sliderMax: 1000,
  }),
  prob: row(real(0, 1), {
    name: "coin",
    symbol: "p",
    help: "Probability that a link trains B instead of A.",
    group: "descent",
    initial: 0.5,
    sliderMin: 0,
    sliderMax: 1,
  }),
  mseed: row(integer(0, MAX_METHOD_SEED), {
    name: "method's seed",
    help: "Seed of what the method draws on its way: sketches, coins, mini-batches.",
    group: "descent",
    initial: 0,
    sliderMin: 0,
    sliderMax: 100,
  }),
  batch: row(integer(1, 1e5), {
    name: "batch size",
    help: "Samples in each mini-batch.",
    group: "descent",
    initial: 8,
    limit: { text: "the number of samples", of: (config) => samplesOf(config) },
    scale: "log",
    sliderMin: 1,
    sliderMax: 100,
  }),
  sampling: row<LaneConfig["sampling"]>(choice(["reshuffle", "replace"]), {
    name: "sampling",
    help: "Batches go through a new random order each epoch, or are drawn with replacement.",
    group: "descent",
    initial: "reshuffle",
  }),
  clients: row(integer(1, 64), {
    name: "clients",
    help: "Clients that train on samples of their own; regression and classification draw N for each.",
    group: "descent",
    initial: 4,
    sliderMin: 1,
    sliderMax: 16,
  }),
  local: row(integer(1, 100), {
    name: "local steps",
    symbol: "K",
    help: "Steps that each client takes before the server averages.",
    group: "descent",
    initial: 1,
    sliderMin: 1,
    sliderMax: 20,
  }),
  hetero: row(real(0, 10), {
    name: "heterogeneity",
    help: "How far the clients' teachers lie apart: 0, they share one; 1, each has its own.",
    group: "descent",
    initial: 1,
    sliderMin: 0,
    sliderMax: 2,
  }),
};

const FIRST_PERIOD = 50;

function ownPeriod(method: string): number {
  return method === "cola" || method === "relora" ? FIRST_PERIOD : 1;
}

/** What a mini-batch is drawn from; a loss without samples sets no limit. */
function samplesOf({ loss, N, K }: LaneConfig): number {
  const { parameters } = lossOf(loss);
  if (parameters.includes("N")) return N;
  return parameters.includes("K") ? K : Number.POSITIVE_INFINITY;
}
