/**
 * The service worker: keeps the files of one build of the app, so that the app starts without a
 * network. Requests to the API never pass through it, so that their answers are never cached.
 */
import {
  addRoute,
  createHandlerBoundToURL,
  getCacheKeyForURL,
  precache,
  type PrecacheEntry,
} from "workbox-precaching";
import { NavigationRoute, registerRoute } from "workbox-routing";

declare const self: ServiceWorkerGlobalScope;
/** Every file of the build with its digest; inserted by the build. */
declare const BUILD_FILES: PrecacheEntry[];

/** If the page has not arrived after this long, the cached one is shown. */
const NETWORK_WITHIN_MS = 3_000;
/** See src/offline/register.ts: every open page holds a lock named after the script it runs. */
const PAGE_LOCK = "glint-page:";

precache(BUILD_FILES);
const keptPage = createHandlerBoundToURL("/");

// Serve the newest page if there is a network: a reload gets the newest build. The files that
// a page names carry their digest in their names, so that no page gets those of another build.
registerRoute(
  new NavigationRoute(
    async (options) => (await fetchInTime(options.request)) ?? (await keptPage(options)),
    { denylist: [/^\/api\//] },
  ),
);
addRoute();

self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));
self.addEventListener("message", (event) => event.waitUntil(takeOver()));

/** Return the server's answer; null if none comes in time, or a server error. */
async function fetchInTime(request: Request): Promise<Response | null> {
  const timeout = new Promise<null>((resolve) => setTimeout(resolve, NETWORK_WITHIN_MS, null));
  const answer = fetch(request).catch(() => null);
  const response = await Promise.race([answer, timeout]);
  return response !== null && response.status < 500 ? response : null;
}

/** Replace the previous worker, unless a page is open that may still need files of another build. */
async function takeOver(): Promise<void> {
  const { held = [] } = await navigator.locks.query();
  const scripts = held.flatMap(({ name }) =>
    name?.startsWith(PAGE_LOCK) ? [name.slice(PAGE_LOCK.length)] : [],
  );
  // Not awaited: the event would last until the other worker has ended, which waits for its own events.
  if (scripts.every((script) => getCacheKeyForURL(script) !== undefined)) void self.skipWaiting();
}
