// Following, marking and reading by keys; without this, all of it is plain forms.
const knownHere = "my";
const send = (form, button) => {
  const body = new URLSearchParams(new FormData(form));
  if (button.name) body.set(button.name, button.value);
  return fetch(form.action, { method: "POST", body, headers: { Accept: "application/json" }, keepalive: true });
};
const flag = (name, value) => { try { if (value) localStorage.setItem(name, value); return localStorage.getItem(name); } catch { return "yes"; } };

// What a button shows at once is taken back where it was not kept, and why is said.
const unkept = document.querySelector("[data-unkept]");
const tried = async (form, button) => {
  const answer = await send(form, button).catch(() => undefined);
  const refused = !answer?.ok && answer?.status !== 422;
  unkept.textContent = refused ? unkept.dataset[answer ? answer.status : "cut"] ?? unkept.dataset.unkept : "";
  return answer;
};

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
  for (const button of toggles) {
    button.kept = state[button.dataset.stance].includes(button.dataset.toggle);
    paint(button, button.kept);
  }
};
if (toggles.length > 0) {
  if (location.pathname.startsWith("/my") || flag(knownHere)) paintAll();
  document.addEventListener("submit", async (event) => {
    const button = event.submitter?.closest("[data-toggle]");
    if (!button) return;
    event.preventDefault();
    const on = button.value !== "none";
    const same = toggles.filter((other) => other.dataset.toggle === button.dataset.toggle);
    const pressed = (other) => on && other.dataset.stance === button.dataset.stance;
    for (const other of same) paint(other, pressed(other));
    const answer = await tried(event.target, { name: "stance", value: on ? button.dataset.stance : "none" });
    if (answer?.status === 422) {
      // Why it was refused stands on the page that the plain form leads to.
      event.target.append(Object.assign(document.createElement("input"), { type: "hidden", name: "stance", value: button.dataset.stance }));
      event.target.submit();
      return;
    }
    if (!answer?.ok) {
      for (const other of same) paint(other, Boolean(other.kept));
      return;
    }
    for (const other of same) other.kept = pressed(other);
    flag(knownHere, "yes");
    const offer = document.querySelector("[data-push-offer]");
    if (offer && on && "PushManager" in window && Notification.permission === "default") offer.hidden = false;
  });
}

// The personal page.
const rows = document.querySelector("[data-items]");
if (rows) {
  flag(knownHere, "yes");
  const items = [...rows.querySelectorAll("[data-story]")];
  const help = document.querySelector("[data-keys]");
  const show = document.querySelector("[data-keys-help]");
  let here = -1;
  let opened;

  const draw = (item, name, on) => {
    const button = item.querySelector("form").elements[name];
    item.classList.toggle(name === "read" ? "is-read" : "is-saved", on);
    button.textContent = rows.dataset[name + (on ? "On" : "Off")];
    button.value = String(!on);
  };
  const set = async (item, name, on) => {
    const form = item.querySelector("form");
    const button = form.elements[name];
    button.kept ??= button.value === "false"; // its value is what pressing it asks for
    draw(item, name, on);
    const answer = await tried(form, { name, value: String(on) });
    if (answer?.ok) button.kept = on;
    else draw(item, name, button.kept);
  };
  const flip = (item, name) => set(item, name, item.querySelector("form").elements[name].value === "true");
  const stand = (at) => {
    items[here]?.classList.remove("is-here");
    here = at;
    items[here].classList.add("is-here");
    items[here].querySelector("h2 a").focus({ preventScroll: true });
  };
  const go = async (to) => {
    if (to >= items.length) await more();
    stand(Math.max(0, Math.min(items.length - 1, to)));
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
  rows.addEventListener("submit", (event) => {
    event.preventDefault();
    flip(event.target.closest("[data-story]"), event.submitter.name);
  });
  rows.addEventListener("click", (event) => {
    if (!event.target.closest(".card h2 a, .card-picture")) return;
    const item = event.target.closest("[data-story]");
    opened = item.dataset.story;
    set(item, "read", true);
  });
  if (show && help) {
    show.hidden = false;
    show.addEventListener("click", () => help.showModal());
  }

  // The next page comes before its end is reached; the pager stays, and is what there is without this.
  const pager = document.querySelector(".pager");
  const said = document.querySelector("[data-came]");
  const farthest = 20;
  let pages = 1;
  let coming;
  const older = () => pager?.querySelector("[rel=next]");
  const take = (page) => {
    const known = new Set(items.map((item) => item.dataset.story));
    // Stories published meanwhile push others down: what is here already does not come twice.
    const fresh = [...page.querySelectorAll("[data-items] > [data-story]")].filter((item) => !known.has(item.dataset.story));
    rows.append(...fresh);
    items.push(...fresh);
    pages += 1;
    const next = page.querySelector(".pager [rel=next]");
    if (next) {
      older().href = next.getAttribute("href");
    } else {
      const focused = older() === document.activeElement;
      older().remove();
      if (focused) fresh[0]?.querySelector("h2 a").focus({ preventScroll: true });
    }
    said.textContent = [said.dataset.came.replace("{0}", fresh.length), ...(next ? [] : [said.dataset.end])].join(" ");
    said.classList.toggle("unseen", Boolean(next));
  };
  const fetchMore = async () => {
    try {
      const answer = await fetch(older().href);
      if (answer.ok) take(new DOMParser().parseFromString(await answer.text(), "text/html"));
    } catch {
      // Without a network the link stays, to be tried again.
    } finally {
      coming = undefined;
    }
  };
  const more = () => (older() ? (coming ??= fetchMore()) : Promise.resolve());

  // Coming back from a story, or reloading, ends where one was.
  const top = (item) => item.getBoundingClientRect().top;
  const remember = () => {
    const seen = items.find((item) => item.getBoundingClientRect().bottom > 0) ?? items[0];
    // Said before one leaves, so that the browser does not scroll to where a shorter page would have been.
    if (pages > 1) history.scrollRestoration = "manual";
    history.replaceState({ ...history.state, my: { pages, story: seen.dataset.story, top: top(seen), here: items[here]?.dataset.story, opened } }, "");
  };
  const find = (story) => items.findIndex((item) => item.dataset.story === story);
  const comeBack = async (was) => {
    while (pages < Math.min(was.pages, farthest) && older()) {
      const before = pages;
      await more();
      if (pages === before) break;
    }
    if (find(was.here) >= 0) stand(find(was.here));
    const place = () => {
      const seen = items[find(was.story)];
      if (seen) scrollBy({ top: top(seen) - was.top, behavior: "instant" });
      // Whoever opened a story while the page still rolled towards it comes back to that story.
      items[find(was.opened)]?.scrollIntoView({ block: "nearest", behavior: "instant" });
    };
    place();
    // Pictures and letters that come late move everything once more.
    if (document.readyState !== "complete") addEventListener("load", place, { once: true });
  };
  addEventListener("pagehide", remember);
  const start = () => {
    if (!older()) return;
    new IntersectionObserver((seen) => seen.some((one) => one.isIntersecting) && keepComing(), { rootMargin: "800px" }).observe(pager);
  };
  const keepComing = async () => {
    const before = pages;
    await more();
    // An observer tells of changes only: while the end is near still, go on.
    if (pages > before && older() && top(pager) < innerHeight + 800) keepComing();
  };
  if (history.state?.my?.pages > 1) comeBack(history.state.my).then(start);
  else start();
}
