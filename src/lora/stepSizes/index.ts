/** The step rules, in the order of the controls. */
import { paper, paperV3, star } from "./adaptive";
import { armijo } from "./armijo";
import { constant } from "./constant";

export const stepRules = [paper, paperV3, star, constant, armijo] as const;
