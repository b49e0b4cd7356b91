/** The parameters of a lane's start, and matrices given in the link, in its order. */
import { initializations } from "../lora/initializations";
import { idsOf, matrix, orWord, real, seed } from "./kinds";
import { row } from "./parameter";

export const startParameters = {
  init: row(idsOf(initializations), {
    name: "initialization",
    symbol: "V_0",
    help: "Where the factors B and A start.",
    group: "adapter",
    initial: initializations[0].id,
  }),
  scale: row(real(0, 1e6), {
    name: "initial scale",
    symbol: "s",
    help: "Size of the drawn factors: small values start near the stationary point V = 0.",
    group: "adapter",
    initial: 1,
    scale: "log",
    sliderMin: 1e-6,
    sliderMax: 10,
  }),
  seed: row(seed, {
    name: "seed",
    help: "Seed of the factors' draw: the same seed gives the same start.",
    group: "adapter",
    initial: 7,
    sliderMin: 0,
    sliderMax: 100,
  }),
  gamma: row(real(1e-3, 1e6), {
    name: "LoRA-GA's gamma",
    symbol: "γ",
    help: "The factors of LoRA-GA have length m^¼/√γ: the larger, the smaller the start.",
    group: "adapter",
    initial: 16,
    scale: "log",
    sliderMin: 0.1,
    sliderMax: 1000,
  }),
  v0norm: row(orWord("drawn", real(1e-12, 1e6)), {
    name: "norm of the start",
    symbol: "V_0",
    help: "Rescales the start to this norm, so that ranks can be compared.",
    group: "adapter",
    initial: null,
    scale: "log",
    sliderMin: 1e-4,
    sliderMax: 10,
  }),
  B: row(matrix, {
    name: "start of B",
    symbol: "B",
    help: "The factor B to start from, m×r; zero if left out.",
    group: "adapter",
    initial: null,
    shape: { text: "m×r", of: ({ m, r }) => ({ rows: m, columns: r }) },
  }),
  A: row(matrix, {
    name: "start of A",
    symbol: "A",
    help: "The factor A to start from, r×n; zero if left out.",
    group: "adapter",
    initial: null,
    shape: { text: "r×n", of: ({ n, r }) => ({ rows: r, columns: n }) },
  }),
  target: row(matrix, {
    name: "target",
    symbol: "W_*",
    help: "The target itself, m×n, instead of a drawn one.",
    group: "problem",
    initial: null,
    shape: { text: "m×n", of: ({ m, n }) => ({ rows: m, columns: n }) },
  }),
};
