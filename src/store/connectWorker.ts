/**
 * Starts the worker. Where the browser enforces Trusted Types, scripts are loaded from addresses that a named policy made, and
 * this one makes the worker's alone.
 */
import workerUrl from "../worker/main.ts?worker&url";

/** The part of the Trusted Types API in use; TypeScript's library has none of it. */
interface TrustedTypes {
  createPolicy(name: string, rules: { createScriptURL(): string }): { createScriptURL(input: string): object };
}

const { trustedTypes } = globalThis as { readonly trustedTypes?: TrustedTypes }; // absent in older browsers and outside of them

const policy = trustedTypes?.createPolicy("worker", { createScriptURL: () => workerUrl });

export function connectWorker(): Worker {
  const address = policy?.createScriptURL("") ?? workerUrl;
  // a trusted address stands where the library's types know strings alone
  return new Worker(address as string, { type: "module" });
}
