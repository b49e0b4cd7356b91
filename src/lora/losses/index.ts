/** The losses, in the order of the controls. */
import { digits } from "./digits";
import { logistic } from "./logistic";
import { logTail } from "./logTail";
import { powerTail } from "./powerTail";
import { quadratic } from "./quadratic";
import { regression } from "./regression";

export const losses = [quadratic, regression, logistic, powerTail, logTail, digits] as const;
