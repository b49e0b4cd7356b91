/**
 * What the page may do, stated once: a policy in index.html and the documents, which any static host serves, and the same as headers of
 * `npm start` and of the end-to-end tests. The page runs its own scripts, reads its own origin and nothing else; a string never
 * becomes markup or code. Workers obey the headers they are served with: theirs add the WebAssembly that the float64 engine generates.
 *
 * `frame-ancestors` is left out on purpose: embed mode is made to be framed, and the hash that asks for it never reaches a server.
 */

/** The Trusted Types policies that the page makes, each for one address: see src/store/trustedScript.ts. */
const scriptPolicies = ["worker", "offline"];

const directives = {
  "default-src": "'none'",
  "script-src": "'self'",
  "worker-src": "'self'",
  // Styles are rules of the style sheet or properties set by script, which is no inline style.
  "style-src": "'self'",
  "img-src": "'self'",
  "font-src": "'self'",
  "connect-src": "'self'",
  "manifest-src": "'self'",
  "base-uri": "'none'",
  "form-action": "'none'",
  "require-trusted-types-for": "'script'",
  "trusted-types": scriptPolicies.join(" "),
};

/** @param {Record<string, string>} all */
const policy = (all) =>
  Object.entries(all)
    .map(([name, value]) => `${name} ${value}`)
    .join("; ");

/** What a page states by itself. */
const pagePolicy = policy(directives);

/** What a server adds to every response. */
export const securityHeaders = {
  "content-security-policy": policy({
    ...directives,
    "script-src": "'self' 'wasm-unsafe-eval'",
    // The example of a page that embeds this one.
    "frame-src": "'self'",
  }),
  "x-content-type-options": "nosniff",
  "referrer-policy": "no-referrer",
};

/** Writes the policy into each built page, before anything that it governs. @returns {import("vite").Plugin} */
export function contentSecurity() {
  return {
    name: "content-security",
    apply: "build",
    transformIndexHtml: () => [
      {
        tag: "meta",
        attrs: { "http-equiv": "Content-Security-Policy", content: pagePolicy },
        injectTo: "head-prepend",
      },
    ],
  };
}
