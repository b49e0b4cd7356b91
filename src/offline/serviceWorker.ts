/**
 * Keeps the site, so that after one visit everything works without a network. Every file of a build is fetched when that build is
 * installed; from then on pages and what they load come from there, all of one version, and a newer build waits until it is asked
 * for or no page of the older one is left. tools/siteFiles.mjs puts the list of files before this text.
 */
declare const site: { readonly version: string; readonly files: readonly string[] };

// The project compiles with the library of workers, in which the global scope is typed as any worker's.
const scope = self as unknown as ServiceWorkerGlobalScope;

const base = scope.registration.scope;
/** Sites of one origin share its caches. */
const prefix = `lora-descent ${base} `;
const current = prefix + site.version;
/** On the reader's own machine one site after another is served from the same port: what is there now comes first. */
const networkFirst = scope.location.search === "?network-first";
/** The state of a page is in its hash and its query; a server's variants by request headers are none here. */
const anyVariant = { ignoreSearch: true, ignoreVary: true };

async function fill(): Promise<void> {
  const cache = await caches.open(current);
  // Asks whether what the browser holds is still so: names without a hash keep their name when they change.
  await cache.addAll(site.files.map((file) => new Request(new URL(file, base), { cache: "no-cache" })));
}

/** The version before stays: a page of it may still be open when this one takes over. */
async function dropOlder(): Promise<void> {
  const older = (await caches.keys()).filter((name) => name.startsWith(prefix) && name !== current);
  await Promise.all(older.slice(0, -1).map((name) => caches.delete(name)));
}

/** From this version; else, for a page that is still of another one, from whichever has it. */
async function kept(request: Request): Promise<Response | undefined> {
  const key = request.url.replace(/[?#].*$/, "") === `${base}index.html` ? base : request;
  return (await caches.match(key, { ...anyVariant, cacheName: current })) ?? (await caches.match(key, anyVariant));
}

async function fromNetwork(request: Request): Promise<Response> {
  try {
    const response = await fetch(request);
    // A page is what the server says; a part of an open page may be gone there and still be needed.
    if (response.ok || request.mode === "navigate") return response;
    return (await kept(request)) ?? response;
  } catch (error) {
    const response = await kept(request);
    if (response) return response;
    throw error;
  }
}

scope.addEventListener("install", (event) => event.waitUntil(fill()));
scope.addEventListener("activate", (event) => event.waitUntil(Promise.all([dropOlder(), scope.clients.claim()])));
scope.addEventListener("message", ({ data }) => {
  if (data === "take-over") void scope.skipWaiting();
});
scope.addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.method !== "GET" || !request.url.startsWith(base)) return;
  event.respondWith(networkFirst ? fromNetwork(request) : kept(request).then((found) => found ?? fetch(request)));
});
