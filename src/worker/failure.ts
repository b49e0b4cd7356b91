/** Why a run cannot start or go on, as the page is told. */
import { DeviceLost } from "../engine/tfjs/device";
import type { FailureCode } from "../protocol/messages";

export class RunFailure extends Error {
  readonly code: FailureCode;

  constructor(code: FailureCode, message: string, cause?: unknown) {
    super(message, { cause });
    this.code = code;
  }
}

export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** Whatever was thrown, as a failure; `code` is what an error stands for where it was caught. */
export function failureOf(error: unknown, code: FailureCode): RunFailure {
  if (error instanceof RunFailure) return error;
  const isLost = error instanceof DeviceLost;
  // engines differ in the error's type; all of them say what they could not allocate
  if (/allocation failed|out of memory|invalid (typed )?array length/i.test(messageOf(error))) {
    return new RunFailure("out-of-memory", `memory does not suffice for this problem: ${messageOf(error)}`, error);
  }
  return new RunFailure(isLost ? "device-lost" : code, messageOf(error), error);
}
