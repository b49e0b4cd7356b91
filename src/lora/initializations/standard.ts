/**
 * Random starts of the factors, B drawn before A from `seed`: LoRA's own (B = 0, A Gaussian with std s/√n, so BA = 0 although
 * V ≠ 0), its mirror image (A = 0, B Gaussian with std s/√r), and both factors Gaussian with std s.
 */
import { matrix, scaled } from "../../math/matrix";
import { createDraws } from "../../math/random";
import type { Initialization } from "../types";

export const loraInit: Initialization = {
  id: "lora",
  label: "LoRA: B = 0, A Gaussian",
  summary: "The usual start: BA = 0, so the weights are unchanged, yet V is not 0.",
  formula: "B = 0, Aᵢⱼ ~ s N(0, 1)/√n",
  parameters: ["scale", "seed"],
  random: true,
  start: ({ config, W0, m, n, r }) => ({
    W0,
    B: matrix(m, r),
    A: scaled(createDraws(config.seed).normals(r, n), config.scale / Math.sqrt(n)),
  }),
};

export const loraReverse: Initialization = {
  id: "lora-reverse",
  label: "Reversed: A = 0, B Gaussian",
  summary: "The mirror image of the usual start: B is drawn and A is 0.",
  formula: "A = 0, Bᵢⱼ ~ s N(0, 1)/√r",
  parameters: ["scale", "seed"],
  random: true,
  start: ({ config, W0, m, n, r }) => ({
    W0,
    B: scaled(createDraws(config.seed).normals(m, r), config.scale / Math.sqrt(r)),
    A: matrix(r, n),
  }),
};

export const gauss: Initialization = {
  id: "gauss",
  label: "Gaussian, B and A",
  summary: "Both factors random with standard deviation s: with small s, a start near the stationary point V = 0.",
  formula: "Bᵢⱼ, Aᵢⱼ ~ s N(0, 1)",
  parameters: ["scale", "seed"],
  random: true,
  start: ({ config, W0, m, n, r }) => {
    const draws = createDraws(config.seed);
    const B = scaled(draws.normals(m, r), config.scale);
    return { W0, B, A: scaled(draws.normals(r, n), config.scale) };
  },
};
