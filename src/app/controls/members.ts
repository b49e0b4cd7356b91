/** Labels of choices: from the families where the choice is one of their members. */
import { initializations } from "../../lora/initializations";
import { losses } from "../../lora/losses";
import { methods } from "../../lora/methods";
import { stepRules } from "../../lora/stepSizes";
import type { Member } from "../../lora/types";
import type { Parameter } from "../../permalink/schema";

const families: Readonly<Record<string, readonly Member[]>> = {
  loss: losses,
  method: methods,
  init: initializations,
  step: stepRules,
};

/** Choices outside the families, and the one member of `step` that stands for another. */
const labels: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  step: { auto: "The method’s own rule" },
  engine: { auto: "Best available", webgpu: "WebGPU", webgl: "WebGL", float64: "float64 on the CPU" },
  x: { log: "logarithmic", linear: "linear" },
  y: { log: "logarithmic", linear: "linear", symlog: "symmetric logarithmic" },
};

export interface Option {
  readonly id: string;
  readonly label: string;
}

export function memberOf(key: string, id: string): Member | null {
  return families[key]?.find((member) => member.id === id) ?? null;
}

export function optionsOf({ key, values = [] }: Parameter): readonly Option[] {
  return values.map((id) => ({ id, label: memberOf(key, id)?.label ?? labels[key]?.[id] ?? id }));
}
