// The service worker: keeps one complete set of files per build, so that the tablet opens at the door
// with no network at all. A set is all or nothing; a new one waits until nobody edits. It never
// answers for /api/: what the server said is for the courier to judge.
const BUILD = "__BUILD__";
const FILES = __FILES__;
const PREFIX = "threshold-";
const OWN = PREFIX + BUILD;
const SHELL = "/app/shell";
const OFFLINE = "/offline";

self.addEventListener("install", (event) => event.waitUntil(fetchSet()));

// Every file fresh from the server, but for those with their content in their name: the page has fetched half of them
// just now. One that fails makes the whole set fail: the old one stays.
async function fetchSet() {
  const answers = await Promise.all(FILES.map(async (file) => {
    const cache = file.startsWith("/pkg/") ? "default" : "reload";
    const answer = await fetch(file, { cache, credentials: "same-origin" });
    // A redirect is somebody else's page (a sign-in, a hotel's Wi-Fi), never one of ours.
    if (!answer.ok || answer.redirected) throw new Error(`${file}: ${answer.status}`);
    return [file, answer];
  }));
  const cache = await caches.open(OWN);
  try {
    for (const [file, answer] of answers) await cache.put(file, answer);
    await cache.put("/made", new Response(String(Date.now())));
  } catch (error) {
    await caches.delete(OWN);
    throw error;
  }
}

self.addEventListener("activate", (event) => event.waitUntil(takeOver()));

// A page that is open before the first set exists is taken along. Later sets wait for its end.
async function takeOver() {
  if ((await setsByAge()).length <= 1) await self.clients.claim();
  await forgetOldSets();
}

// Two sets stay: ours and the one before it, which a page that is still open may ask for.
async function forgetOldSets() {
  const old = (await setsByAge()).filter((name) => name !== OWN);
  for (const name of old.slice(1)) await caches.delete(name);
}

// Newest first. A set without its time was never finished.
async function setsByAge() {
  const names = (await caches.keys()).filter((name) => name.startsWith(PREFIX));
  const sets = await Promise.all(names.map(async (name) => {
    const made = await (await caches.open(name)).match("/made");
    return { name, made: made ? Number(await made.text()) : 0 };
  }));
  return sets.sort((a, b) => b.made - a.made).map((set) => set.name);
}

// The page says "use-now" only when nothing is being edited, and "take-me" when it was opened in the moment in which a set
// took over: then nobody has taken it along.
self.addEventListener("message", (event) => {
  if (event.data?.type === "use-now") event.waitUntil(self.skipWaiting());
  if (event.data?.type === "take-me") event.waitUntil(self.clients.claim());
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== location.origin || url.pathname.startsWith("/api/")) return;
  if (request.mode === "navigate") {
    event.respondWith(isField(url.pathname) ? kept(SHELL, request) : officePage(request));
  } else if (url.pathname.startsWith("/pkg/") || (FILES.includes(url.pathname) && url.pathname !== OFFLINE)) {
    event.respondWith(kept(url.pathname, request));
  }
});

const isField = (path) => path === "/app" || path.startsWith("/app/");

// From our set; else from the set before it (a page of that build is still open); else from the network.
async function kept(path, request) {
  const own = await caches.open(OWN);
  return (await own.match(path)) ?? (await caches.match(path)) ?? fetch(request);
}

// Office pages live on the server. Without it, a page that says so.
async function officePage(request) {
  try {
    return await fetch(request);
  } catch {
    return (await (await caches.open(OWN)).match(OFFLINE)) ?? Response.error();
  }
}
