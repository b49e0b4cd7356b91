/** Which methods train one V = [B; Aᵀ] over frozen weights, and which of them by plain descent, along −∇J: the paper speaks of these. */
import { carriedFactors } from "../methods/factors";
import { lora } from "../methods/lora";
import type { Method } from "../types";

export function isSplit(method: Method): boolean {
  return method.factored && !method.symmetric && !changesFrozenWeights(method);
}

export function isPlainDescent(method: Method): boolean {
  return method.direction === lora.direction;
}

/** A chain carries its W0 along: B, A, W0. */
function changesFrozenWeights(method: Method): boolean {
  return method.weights === carriedFactors.weights;
}
