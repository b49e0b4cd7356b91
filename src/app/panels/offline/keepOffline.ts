/** Has the site kept for when there is no network, and says when a newer one was fetched: see src/offline. */
import { trustedScript } from "../../../store/trustedScript";

/** Where a site is built and served again and again, pages come from the network as long as it answers. */
const isOwnMachine = /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(location.hostname);

const script = trustedScript("offline", isOwnMachine ? "./serviceWorker.js?network-first" : "./serviceWorker.js");

/** `offer` receives what loads the newer version into this page, in place of the one on screen. */
export async function keepOffline(offer: (load: () => void) => void): Promise<void> {
  const workers = navigator.serviceWorker;
  // Not where the browser has none or refuses: the page then needs its network, as any other.
  const registration = await workers?.register(script).catch(() => undefined);
  if (!registration) return;

  function found(newer: ServiceWorker) {
    // The first of all takes over by itself.
    if (!workers.controller) return;
    const takeOver = () => newer.postMessage("take-over");
    // From the network this page is of the newer version already.
    if (isOwnMachine) return takeOver();
    offer(() => {
      workers.addEventListener("controllerchange", () => location.reload(), { once: true });
      takeOver();
    });
  }

  function watch(worker: ServiceWorker | null) {
    worker?.addEventListener("statechange", () => {
      if (worker.state === "installed") found(worker);
    });
  }

  if (registration.waiting) found(registration.waiting);
  // On its way already, or found later.
  watch(registration.installing);
  registration.addEventListener("updatefound", () => watch(registration.installing));
}
