/**
 * The service worker: starts the map without a network. Data are kept by the page (kept.ts), which knows their age.
 *
 * Online, pages come from the network, so that page and server are of one make; scripts are found by the hash in their
 * name. Every build has a cache of its own. That of the build before stays, for pages of it that are still open.
 */
import { LOGO, mapAddress, type Route, routeOf, START_PICTURE } from "./routes.ts";
import { shellCache, shellsToDrop } from "./shell.ts";

declare const self: ServiceWorkerGlobalScope;
/** Written by the build: the page's script, whose name tells builds apart, and all addresses that the map is made of. */
declare const BUILD: string;
declare const FILES: readonly string[];

const SHELL = shellCache(BUILD);
const TILES = "geoportal-kacheln";
const MOST_TILES = 2000; // of some 15 kB: 30 MB
const PATIENCE_MS = 6000; // a network that hangs is none

self.addEventListener("install", (event) => event.waitUntil(install()));
self.addEventListener("activate", (event) => event.waitUntil(activate()));
self.addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== "GET" || origin !== self.location.origin) return;
  const route = routeOf(pathname, request.mode === "navigate");
  if (route) event.respondWith(ANSWERS[route](event, pathname));
});

/** All of a build or nothing; a page that belongs to the next build already is refused. */
async function install(): Promise<void> {
  const page = await fetch("/", { cache: "no-cache" });
  const text = await page.clone().text();
  if (!page.ok || !text.includes(BUILD)) throw new Error(`no page of ${BUILD}`);
  const cache = await caches.open(SHELL);
  await cache.addAll(["/map.json", ...(START_PICTURE.exec(text) ?? []), ...FILES]);
  await cache.put("/", page);
  await cache.add(LOGO).catch(() => undefined);
  await self.skipWaiting();
}

async function activate(): Promise<void> {
  const dropped = shellsToDrop(await caches.keys(), SHELL);
  await Promise.all(dropped.map((name) => caches.delete(name)));
}

type Answer = (event: FetchEvent, path: string) => Promise<Response>;

const ANSWERS: Readonly<Record<Route, Answer>> = {
  page: (event) => visited(event, () => caches.match("/", { cacheName: SHELL })),
  place: (event, path) => visited(event, async () => Response.redirect(mapAddress(path))),
  asset: async ({ request }) => (await caches.match(request)) ?? fetch(request),
  tile,
  look,
};

/**
 * The network's page, or the other one where it is silent, too slow, or has a server that is down. Without navigation
 * preload: where that finds no server, Firefox 153 shows its own error page, whatever the worker answers.
 */
async function visited(event: FetchEvent, other: () => Promise<Response | undefined>): Promise<Response> {
  const asked = fetch(event.request);
  const answer = await Promise.race([asked.catch(() => null), pause(PATIENCE_MS)]);
  if (answer && answer.status < 500) return answer;
  return (await other()) ?? asked;
}

function pause(milliseconds: number): Promise<null> {
  return new Promise((resolve) => {
    setTimeout(() => resolve(null), milliseconds);
  });
}

async function tile({ request }: FetchEvent): Promise<Response> {
  if (request.cache === "reload") return fetch(request); // tiles.ts keeps it itself
  const kept = await caches.match(request); // also among those that a person keeps
  if (kept) return kept;
  const cache = await caches.open(TILES);
  const answer = await fetch(request);
  if (answer.ok) {
    await cache.put(request, answer.clone());
    const oldest = (await cache.keys()).slice(0, -MOST_TILES);
    await Promise.all(oldest.map((each) => cache.delete(each)));
  }
  return answer;
}

/** The town's logo and the style of the background, which may change at the same address. */
async function look({ request }: FetchEvent): Promise<Response> {
  const cache = await caches.open(SHELL);
  try {
    const answer = await fetch(request);
    if (answer.ok) await cache.put(request, answer.clone());
    return answer;
  } catch (error) {
    const kept = await cache.match(request);
    if (kept) return kept;
    throw error;
  }
}
