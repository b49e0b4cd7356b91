/** The parameters of a lane's step rule, in the order of the link. */
import { AUTO_STEP } from "../lora/families";
import { stepRules } from "../lora/stepSizes";
import { choice, eta, orWord, real } from "./kinds";
import { row } from "./parameter";

export const stepParameters = {
  step: row(choice([AUTO_STEP, ...stepRules.map(({ id }) => id)]), {
    name: "step rule",
    help: "How the step size of each iterate is chosen; auto is the method's own rule.",
    group: "descent",
    initial: AUTO_STEP,
  }),
  eta: row(eta(1e-12, 1e6), {
    name: "constant step",
    symbol: "η",
    help: "The step size: a number, or x/L for x divided by the smoothness constant.",
    group: "descent",
    initial: { value: 0.05, perL: false },
    scale: "log",
    sliderMin: 1e-4,
    sliderMax: 10,
  }),
  gain: row(real(1e-6, 1e6), {
    name: "gain",
    symbol: "γ",
    help: "Factor of the practical steps: the larger, the longer the steps.",
    group: "descent",
    initial: 0.1,
    scale: "log",
    sliderMin: 0.001,
    sliderMax: 10,
  }),
  Lhat: row(orWord("L", real(1e-3, 1e6)), {
    name: "constant that the rule believes in",
    symbol: "L̂",
    help: "The smoothness constant that the step rule uses; too small a value voids its guarantee.",
    group: "descent",
    initial: null,
    scale: "log",
    sliderMin: 0.1,
    sliderMax: 100,
  }),
};
