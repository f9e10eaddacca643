/** Register the service worker, and let a newer one take over once no page of an older build is open. */
export async function registerServiceWorker(): Promise<void> {
  await holdPageLock();
  const registration = await navigator.serviceWorker.register("/service-worker.js", {
    updateViaCache: "none",
  });
  registration.addEventListener("updatefound", () => askWhenInstalled(registration.installing));
  askWhenInstalled(registration.installing);
  askToTakeOver(registration.waiting);
  // An older page may have been closed meanwhile.
  document.addEventListener("visibilitychange", () => askToTakeOver(registration.waiting));
}

/** Hold a lock as long as the page lives: it tells worker/service-worker.ts which builds are open. */
function holdPageLock(): Promise<void> {
  const script = document.querySelector<HTMLScriptElement>('script[type="module"]')?.src;
  return new Promise((held) => {
    void navigator.locks.request(`glint-page:${script}`, { mode: "shared" }, () => {
      held();
      return new Promise(() => undefined);
    });
  });
}

function askWhenInstalled(worker: ServiceWorker | null): void {
  worker?.addEventListener("statechange", () => {
    if (worker.state === "installed") askToTakeOver(worker);
  });
}

function askToTakeOver(worker: ServiceWorker | null): void {
  worker?.postMessage("take-over");
}
