/** Register the service worker, and let a newer one take over once no page of an older build is open. */
export async function registerServiceWorker(): Promise<void> {
  await holdPageLocks();
  const registration = await navigator.serviceWorker.register("/service-worker.js", {
    updateViaCache: "none",
  });
  registration.addEventListener("updatefound", () => askWhenInstalled(registration.installing));
  askWhenInstalled(registration.installing);
  askToTakeOver(registration.waiting);
  // An older page may have been closed meanwhile.
  document.addEventListener("visibilitychange", () => askToTakeOver(registration.waiting));
}

/** Hold a lock for each script as long as the page lives: they tell worker/service-worker.ts which builds are open. */
async function holdPageLocks(): Promise<void> {
  const scripts = document.querySelectorAll<HTMLScriptElement>('script[type="module"]');
  await Promise.all(Array.from(scripts, ({ src }) => hold(`glint-page:${src}`)));
}

function hold(lock: string): Promise<void> {
  return new Promise((held) => {
    void navigator.locks.request(lock, { mode: "shared" }, () => {
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
