// Following, marking and reading by keys; without this, all of it is plain forms.
const knownHere = "my";
const send = (form, button) => {
  const body = new URLSearchParams(new FormData(form));
  if (button.name) body.set(button.name, button.value);
  return fetch(form.action, { method: "POST", body, headers: { Accept: "application/json" }, keepalive: true });
};
const flag = (name, value) => { try { if (value) localStorage.setItem(name, value); return localStorage.getItem(name); } catch { return "yes"; } };

// Mail comes at an hour of the reader's own day.
for (const field of document.querySelectorAll("[data-zone]")) field.value = Intl.DateTimeFormat().resolvedOptions().timeZone ?? "";

// Buttons to follow and mute: public pages are the same for everyone, so how a reader stands is asked for.
const toggles = [...document.querySelectorAll("[data-toggle]")];
const paint = (button, on) => {
  button.classList.toggle("is-on", on);
  button.setAttribute("aria-pressed", String(on));
  button.value = on ? "none" : button.dataset.stance;
  button.querySelector(".my-sign").textContent = on ? button.dataset.on : button.dataset.off;
};
const paintAll = async () => {
  const state = await (await fetch("/my/state.json")).json();
  for (const button of toggles) paint(button, state[button.dataset.stance].includes(button.dataset.toggle));
};
if (toggles.length > 0) {
  if (location.pathname.startsWith("/my") || flag(knownHere)) paintAll();
  document.addEventListener("submit", async (event) => {
    const button = event.submitter?.closest("[data-toggle]");
    if (!button) return;
    event.preventDefault();
    const on = button.value !== "none";
    for (const other of toggles) {
      if (other.dataset.toggle === button.dataset.toggle) paint(other, on && other.dataset.stance === button.dataset.stance);
    }
    const answer = await send(event.target, { name: "stance", value: on ? button.dataset.stance : "none" });
    flag(knownHere, "yes");
    if (!answer.ok) paintAll();
    const offer = document.querySelector("[data-push-offer]");
    if (offer && on && "PushManager" in window && Notification.permission === "default") offer.hidden = false;
  });
}

// The personal page.
const items = [...document.querySelectorAll("[data-story]")];
if (items.length > 0) {
  flag(knownHere, "yes");
  const help = document.querySelector("[data-keys]");
  const show = document.querySelector("[data-keys-help]");
  let here = -1;

  const set = (item, name, on) => {
    const form = item.querySelector("form");
    const button = form.elements[name];
    item.classList.toggle(name === "read" ? "is-read" : "is-saved", on);
    button.textContent = on ? button.dataset.on : button.dataset.off;
    button.value = String(!on);
    return send(form, { name, value: String(on) });
  };
  const flip = (item, name) => set(item, name, item.querySelector("form").elements[name].value === "true");
  const go = (to) => {
    items[here]?.classList.remove("is-here");
    here = Math.max(0, Math.min(items.length - 1, to));
    items[here].classList.add("is-here");
    items[here].querySelector("h2 a").focus({ preventScroll: true });
    items[here].scrollIntoView({ block: "nearest" });
  };
  const act = {
    j: () => go(here + 1),
    k: () => go(here - 1),
    o: () => items[here]?.querySelector("h2 a").click(),
    s: () => items[here] && flip(items[here], "saved"),
    m: () => items[here] && flip(items[here], "read"),
    "?": () => help?.showModal(),
  };
  document.addEventListener("keydown", (event) => {
    const typing = event.target.closest("input, textarea, select, dialog");
    if (typing || event.ctrlKey || event.metaKey || event.altKey || !(event.key in act)) return;
    event.preventDefault();
    act[event.key]();
  });
  for (const item of items) {
    item.addEventListener("submit", (event) => { event.preventDefault(); flip(item, event.submitter.name); });
    for (const link of item.querySelectorAll(".card h2 a, .card-picture")) link.addEventListener("click", () => set(item, "read", true));
  }
  if (show && help) {
    show.hidden = false;
    show.addEventListener("click", () => help.showModal());
  }
}
