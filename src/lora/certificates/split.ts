/** Which methods train V = [B; Aᵀ] by plain descent: both factors, along −∇J. The paper speaks of these. */
import { lora } from "../methods/lora";
import type { Method } from "../types";

export function isSplit(method: Method): boolean {
  return method.factored;
}

export function isPlainDescent(method: Method): boolean {
  return method.direction === lora.direction;
}
