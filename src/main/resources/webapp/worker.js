// Keeps the review readable without a network: the last edition, saved stories and a reader's own pages,
// with their pictures; and replies until they can be sent. The server puts the list SHELL in front.
const shell = "shell " + SHELL.join(" "); // another release, another cache
const PAGES = "pages", PICTURES = "pictures", MINE = "mine", OUTBOX = "outbox";
const KEPT = "/offline/kept.json", WAITING = "/offline/replies.json";
const OWN = new Set(["/my", "/my/saved", "/my/following"]);
const LEAVING = new Set(["/my/sign-out", "/my/account/erase"]);
const PATIENCE = 4000; // milliseconds until a kept page is better than none
const MOST = 40; // stories of one kind
const servedOld = new Set(); // client ids

addEventListener("install", (event) => event.waitUntil(install()));
addEventListener("activate", (event) => event.waitUntil(activate()));
addEventListener("sync", (event) => event.waitUntil(flush()));

const install = async () => {
  await (await caches.open(shell)).addAll(SHELL);
  await skipWaiting();
};
const activate = async () => {
  for (const name of await caches.keys()) if (name.startsWith("shell ") && name !== shell) await caches.delete(name);
  await clients.claim();
};

addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  const ours = url.origin === location.origin;
  if (request.method === "POST" && ours && request.mode === "navigate") {
    if (url.pathname.endsWith("/replies")) event.respondWith(reply(request));
    else if (LEAVING.has(url.pathname)) event.waitUntil(Promise.all([caches.delete(MINE), inTurn(leave)]));
  } else if (request.method !== "GET") {
    return;
  } else if (ours && (url.pathname === KEPT || url.pathname === WAITING)) {
    event.respondWith(url.pathname === KEPT ? read().then(Response.json) : waiting().then(Response.json));
  } else if (ours && request.mode === "navigate" && !url.pathname.startsWith("/desk")) {
    event.respondWith(visit(event, url));
  } else if (ours && SHELL.includes(url.pathname)) {
    event.respondWith(find(request.url).then((kept) => kept ?? fetch(request)));
  } else if (request.destination === "image") {
    event.respondWith(fetch(request).catch(() => picture(request.url)));
  }
});

const find = (address) => caches.match(address.replace(/#.*/, ""), { ignoreVary: true });
const late = () => new Promise((_, reject) => setTimeout(reject, PATIENCE));

// Pages come from the network; what is kept stands in where there is none, or it takes too long.
const visit = async (event, url) => {
  const kept = await find(event.request.url);
  const asked = fetch(event.request);
  try {
    const answer = await (kept ? Promise.race([asked, late()]) : asked);
    if (answer.ok && !answer.redirected && (url.pathname === "/" || OWN.has(url.pathname)) && !url.search) {
      const copy = answer.clone();
      event.waitUntil(caches.open(url.pathname === "/" ? PAGES : MINE).then((cache) => cache.put(url.pathname, copy)));
    }
    return answer;
  } catch {
    asked.catch(() => {});
    servedOld.add(event.resultingClientId);
    return kept ?? (await find("/offline")) ?? Response.error();
  }
};

// A page may show another size of a picture than the one that is kept; of our library, all sizes share a folder.
const library = (address) => address.match(/\/media\/[0-9a-f]{40}\//)?.[0];
const picture = async (address) => {
  const same = await find(address);
  if (same) return same;
  const pictures = Object.values(await read()).flat().flatMap((story) => story.pictures);
  const other = pictures.find((one) => one.sizes.includes(address) || (library(one.src) && library(one.src) === library(address)));
  return (other && (await find(other.src))) ?? Response.error();
};

// What is kept: {edition: [{href, title, pictures: [{src, sizes}]}], saved: […]}.
const read = async () => (await caches.match(KEPT))?.json() ?? {};
const write = async (kept) => (await caches.open(PAGES)).put(KEPT, Response.json(kept));

let turn = Promise.resolve();
const inTurn = (work) => (turn = turn.catch(() => {}).then(work));

// The list itself, too: the first visit came past this worker.
const keep = async (kind, list, stories) => {
  const before = await read();
  const answer = await fetch(list).catch(() => null);
  if (answer?.ok) await (await caches.open(list === "/" ? PAGES : MINE)).put(list, answer);
  const now = [];
  for (const story of stories.slice(0, MOST)) {
    const pictures = await keepStory(story.href).catch(() => null);
    const old = Object.values(before).flat().find((one) => one.href === story.href);
    if (pictures) now.push({ ...story, pictures });
    else if (old) now.push(old);
  }
  const kept = { ...before, [kind]: now };
  await write(kept);
  await prune(kept);
};
// What is being kept as somebody leaves goes with the rest.
const leave = async () => {
  await caches.delete(MINE);
  const { saved, ...kept } = await read();
  await write(kept);
  await prune(kept);
};
const keepStory = async (href) => {
  const answer = await fetch(href);
  if (!answer.ok) return null;
  const text = await answer.clone().text();
  await (await caches.open(PAGES)).put(href, answer);
  const pictures = picturesIn(text, new URL(href, location));
  for (const { src } of pictures) await keepPicture(src).catch(() => {});
  return pictures;
};
const keepPicture = async (src) => {
  const cache = await caches.open(PICTURES);
  if (await cache.match(src, { ignoreVary: true })) return;
  const foreign = new URL(src).origin !== location.origin;
  const answer = await fetch(src, foreign ? { mode: "no-cors" } : {});
  if (answer.ok || answer.type === "opaque") await cache.put(src, answer);
};
const picturesIn = (html, base) => {
  const article = html.slice(html.indexOf("<main"), html.indexOf("</article>") + 1 || undefined);
  const address = (text) => new URL(text.trim().split(/\s/)[0].replaceAll("&amp;", "&"), base).href;
  return [...article.matchAll(/(?:<source\b([^>]*)>)?<img\b[^>]*>/g)].flatMap(([tag, source = ""]) => {
    const set = (source + tag).match(/\ssrcset="([^"]+)"/)?.[1];
    // Of a picture in several sizes, the one for a telephone is kept: in WebP, where that is offered.
    const src = source && set ? set.split(/,\s+/).find((one) => parseInt(one.split(/\s/)[1]) >= 700) ?? set.split(/,\s+/).at(-1) : tag.match(/\ssrc="([^"]+)"/)?.[1];
    return src ? [{ src: address(src), sizes: set ? set.split(/,\s+/).map(address) : [] }] : [];
  });
};
const prune = async (kept) => {
  const stories = Object.values(kept).flat();
  const pages = new Set([...stories.map((story) => story.href), "/", KEPT]);
  const pictures = new Set(stories.flatMap((story) => story.pictures.map((one) => one.src)));
  const drop = async (name, wanted) => {
    const cache = await caches.open(name);
    for (const request of await cache.keys()) if (!wanted(request.url)) await cache.delete(request);
  };
  await drop(PAGES, (url) => pages.has(new URL(url).pathname));
  await drop(PICTURES, (url) => pictures.has(url));
};

// A reply that cannot be sent waits in the outbox of this device.
const reply = async (request) => {
  const copy = request.clone();
  try {
    return await fetch(request);
  } catch {
    const action = new URL(copy.url).pathname;
    const headers = { "content-type": copy.headers.get("content-type"), "x-action": encodeURI(decodeURI(action)) };
    await (await caches.open(OUTBOX)).put(`/offline/replies/${Date.now()}`, new Response(await copy.blob(), { headers }));
    await registration.sync?.register("replies").catch(() => {});
    return Response.redirect("/offline#replies", 303);
  }
};
const flush = () => inTurn(async () => {
  const cache = await caches.open(OUTBOX);
  for (const request of await cache.keys()) {
    const held = await cache.match(request);
    if (held.headers.has("x-refused")) continue;
    const headers = Object.fromEntries(held.headers);
    const body = await held.text();
    const answer = await fetch(headers["x-action"], { method: "POST", body, headers: { "content-type": headers["content-type"] } });
    // 409: it came the last time already, and only its answer was lost.
    if (answer.ok || answer.status === 409) await cache.delete(request);
    else if (answer.status === 429 || answer.status >= 500) throw new Error(`later: ${answer.status}`);
    else await cache.put(request, new Response(body, { headers: { ...headers, "x-refused": "yes" } }));
    for (const client of await clients.matchAll()) client.postMessage({ sent: true });
  }
});
const waiting = async () => {
  const cache = await caches.open(OUTBOX);
  return Promise.all((await cache.keys()).map(async (request) => {
    const held = await cache.match(request);
    const text = new URLSearchParams(await held.text()).get("text") ?? "";
    const story = held.headers.get("x-action").replace(/\/replies$/, "");
    return { key: new URL(request.url).pathname, story, text, refused: held.headers.has("x-refused") };
  }));
};

addEventListener("message", (event) => {
  const { data, source } = event;
  if (data.keep) event.waitUntil(inTurn(() => keep(data.keep, data.list, data.stories)).then(() => source.postMessage({ kept: data.keep })));
  if (data.flush) event.waitUntil(flush().catch(() => {}));
  if (data.discard) event.waitUntil(caches.open(OUTBOX).then((cache) => cache.delete(data.discard)));
  if (data.asked) source.postMessage({ old: servedOld.delete(source.id) });
});

// Notifications: {notification: {title, body, navigate, actions, data: {story, topic}, …}}.
addEventListener("push", (event) => event.waitUntil(notify(event.data.json().notification)));
addEventListener("notificationclick", (event) => {
  event.notification.close();
  event.waitUntil(act(event.action, event.notification.data));
});
addEventListener("pushsubscriptionchange", (event) => event.waitUntil(renew(event.oldSubscription, event.newSubscription)));

const notify = async ({ title, navigate, actions = [], data, ...shown }) => {
  await registration.showNotification(title, {
    ...shown,
    actions: actions.map(({ action, title }) => ({ action, title })),
    data: { ...data, navigate },
  });
};
const send = (address, fields) => fetch(address, { method: "POST", body: new URLSearchParams(fields), headers: { accept: "application/json" } });
const act = async (action, { navigate, story, topic }) => {
  if (action === "save") return send("/my/mark", { story, saved: "true" });
  if (action === "mute") return send("/my/follow", { kind: "topic", key: topic, stance: "mute" });
  const open = (await clients.matchAll({ type: "window" })).find((client) => client.url === navigate);
  return open ? open.focus() : clients.openWindow(navigate);
};
const renew = async (old, given) => {
  const made = given ?? (await registration.pushManager.subscribe(old.options));
  const { endpoint, keys } = made.toJSON();
  await send("/my/push/device", { endpoint, ...keys, old: old?.endpoint ?? "" });
};
