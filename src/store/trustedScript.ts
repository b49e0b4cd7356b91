/**
 * Addresses that scripts are loaded from. Where the browser enforces Trusted Types, only a policy named in tools/contentSecurity.mjs
 * can make one, and each policy makes one address: no text that reaches the page can name another script.
 */

/** The part of the Trusted Types API in use; TypeScript's library has none of it. */
interface TrustedTypes {
  createPolicy(name: string, rules: { createScriptURL(): string }): { createScriptURL(input: string): object };
}

const { trustedTypes } = globalThis as { readonly trustedTypes?: TrustedTypes }; // absent in older browsers and outside of them

/** To be called once for each policy. */
export function trustedScript(policy: string, address: string): string {
  const made = trustedTypes?.createPolicy(policy, { createScriptURL: () => address }).createScriptURL("");
  // a trusted address stands where the library's types know strings alone
  return (made as string | undefined) ?? address;
}
