// The page's side of the worker: what it should keep, and whether this page came from what it kept.
const offline = document.querySelector("[data-offline]");
const offlinePage = document.querySelector("[data-waiting]");
const tell = async (message) => (await navigator.serviceWorker.ready).active.postMessage(message);
const showOffline = (on) => { if (offline && !offlinePage) offline.hidden = !on; };

const storiesShown = () => {
  const seen = new Map();
  for (const link of document.querySelectorAll(".card h2 a, .card h3 a")) {
    seen.set(link.pathname, { href: link.pathname, title: link.textContent.trim() });
  }
  return [...seen.values()];
};
const keepShown = () => {
  if (navigator.connection?.saveData) return;
  const kind = { "/": "edition", "/my/saved": "saved" }[location.pathname];
  if (kind && !location.search) tell({ keep: kind, list: location.pathname, stories: storiesShown() });
};

const fill = (section, items, item) => {
  section.hidden = items.length === 0;
  section.querySelector("ul").replaceChildren(...items.map(item));
};
const link = (href, text) => Object.assign(document.createElement("a"), { href, textContent: text });
const listKept = async () => {
  const kept = await (await fetch("/offline/kept.json")).json();
  for (const section of document.querySelectorAll("[data-kept]")) {
    fill(section, kept[section.dataset.kept] ?? [], (story) => {
      const item = document.createElement("li");
      item.append(link(story.href, story.title));
      return item;
    });
  }
  document.querySelector("[data-kept-none]").hidden = Object.values(kept).flat().length > 0;
};
const listWaiting = async () => {
  const held = await (await fetch("/offline/replies.json")).json();
  fill(offlinePage, held, (one) => {
    const item = document.createElement("li");
    const text = Object.assign(document.createElement("p"), { className: "reply-text", dir: "auto" });
    text.append(link(one.story, one.text));
    item.append(text);
    if (one.refused) {
      const button = Object.assign(document.createElement("button"), { className: "my-plain", textContent: offlinePage.dataset.discard });
      button.addEventListener("click", async () => { await tell({ discard: one.key }); item.remove(); });
      item.append(Object.assign(document.createElement("p"), { className: "small", textContent: offlinePage.dataset.refused }), button);
    }
    return item;
  });
};

if ("serviceWorker" in navigator) {
  navigator.serviceWorker.addEventListener("message", ({ data }) => {
    if (data.old) showOffline(true);
    if (data.sent && offlinePage) listWaiting();
    if (data.kept) root.dataset.kept = data.kept; // says that it is all there
  });
  navigator.serviceWorker.startMessages();
  addEventListener("offline", () => showOffline(true));
  addEventListener("online", () => { showOffline(false); tell({ flush: true }); });
  if (!navigator.onLine) showOffline(true);
  addEventListener("load", async () => {
    await navigator.serviceWorker.register("/worker.js").catch(() => {});
    tell({ asked: true, flush: true });
    if (offlinePage) { listKept(); listWaiting(); }
    else (window.requestIdleCallback ?? setTimeout)(keepShown);
  });
}

const installing = document.querySelector("[data-install]");
addEventListener("beforeinstallprompt", (event) => {
  if (!installing) return;
  event.preventDefault();
  installing.hidden = false;
  installing.querySelector("button").addEventListener("click", () => { installing.hidden = true; event.prompt(); }, { once: true });
});
