// sw.js: the service worker. Without a network it shows the one-file edition, opened where the reader wanted to go;
// with one it does nothing, and readers get what the server sends. It stores one file a town, so that what is shown
// is never of two editions.
//
// The build writes the SHA-256 of every one-file edition into this file, as the manifest has them, and from
// generator/address how a page's address is made one of that file. A new edition is a new sw.js: the browser finds it
// at the next visit and starts it, and it fetches the new file, compares its hash and only then replaces the old one.
// While the server has files of both, the hash is another and the old one stays.
'use strict';
const editions = { /* town: SHA-256 */ };
const rules = [ /* end of a page's path, place in the file, whether its fragment goes on */ ];
const scope = self.registration.scope;
const store = `handbook ${scope}`;
const whole = town => `${scope}${town}/offline.html`;
const key = town => `${whole(town)}?${editions[town]}`;

// townOf is the town of an address; with one town, every page is its own.
function townOf(url) {
  const [first] = url.slice(scope.length).split('/');
  if (editions[first]) return first;
  const all = Object.keys(editions);
  return all.length === 1 ? all[0] : '';
}

async function keep(town) {
  const cache = await caches.open(store);
  if (!town || await cache.match(key(town))) return;
  const response = await fetch(whole(town), { cache: 'no-cache' });
  const text = await response.arrayBuffer();
  const sum = new Uint8Array(await crypto.subtle.digest('SHA-256', text));
  const hex = [...sum].map(b => b.toString(16).padStart(2, '0')).join('');
  if (hex !== editions[town]) throw new Error(`${town}: not this edition`);
  // Its own policy is in the file; the headers of the server were for the site's pages.
  await cache.put(key(town), new Response(text, { headers: { 'Content-Type': 'text/html; charset=utf-8' } }));
}

async function takeOver() {
  const cache = await caches.open(store);
  const kept = (await cache.keys()).map(request => request.url);
  const open = (await self.clients.matchAll({ type: 'window', includeUncontrolled: true })).map(client => client.url);
  await Promise.all([...new Set([...kept, ...open].filter(url => url.startsWith(scope)).map(townOf))].map(keep));
  await self.skipWaiting();
}

async function clear() {
  const cache = await caches.open(store), current = Object.keys(editions).map(key);
  const old = (await cache.keys()).filter(request => !current.includes(request.url));
  await Promise.all(old.map(request => cache.delete(request)));
  await self.clients.claim();
}

// place is where in the one file a page of the site stands.
function place(url) {
  const { pathname, searchParams, hash } = new URL(url), page = pathname.replace(/\.html$/, '');
  if (/\/search$/.test(page)) return `#q=${encodeURIComponent(searchParams.get('q') || '')}`;
  const [end, to, fragments] = rules.find(([end]) => new RegExp(end).test(page));
  return `#${page.match(end)[0].replace(new RegExp(end), to)}${fragments && hash ? `-${hash.slice(1)}` : ''}`;
}

async function fromStore(url) {
  const cache = await caches.open(store), town = townOf(url);
  const [any] = await cache.keys(), stored = town ? await cache.match(key(town)) : any && await cache.match(any);
  if (!stored) return Response.error();
  if (/\/offline\.html$/.test(new URL(url).pathname)) return stored;
  return Response.redirect(whole(town || townOf(any.url)) + place(url));
}

self.addEventListener('install', e => e.waitUntil(takeOver()));
self.addEventListener('activate', e => e.waitUntil(clear()));
self.addEventListener('fetch', e => {
  const { request } = e;
  if (request.mode !== 'navigate' || request.method !== 'GET' || !request.url.startsWith(scope)) return;
  const answer = fetch(request);
  e.respondWith(answer.catch(() => fromStore(request.url)));
  const kept = answer.then(response => response.ok && keep(townOf(request.url)));
  e.waitUntil(kept.catch(() => { /* the next visit tries again */ }));
});
