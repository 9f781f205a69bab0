// The desk without this is plain forms; with it, dragging and keys. The writing page has write.js.
const grow = (area) => { area.style.height = "auto"; area.style.height = `${area.scrollHeight}px`; };
for (const area of document.querySelectorAll("[data-grows]")) {
  grow(area);
  area.addEventListener("input", () => grow(area));
  // A headline has no line breaks.
  area.addEventListener("keydown", (event) => { if (event.key === "Enter" && area.name === "headline") event.preventDefault(); });
}

const slots = document.querySelector("[data-slots]");
if (slots) {
  let dragged = null;
  slots.addEventListener("dragstart", (event) => { dragged = event.target.closest("li"); });
  slots.addEventListener("dragover", (event) => {
    const over = event.target.closest("li");
    if (!dragged || !over || over === dragged) return;
    event.preventDefault();
    const below = event.clientY > over.getBoundingClientRect().top + over.offsetHeight / 2;
    over[below ? "after" : "before"](dragged);
  });
  slots.addEventListener("drop", (event) => { event.preventDefault(); dragged.querySelector("input").checked = true; });
}

const queue = document.querySelector("[data-queue]");
if (queue) {
  const rows = [...queue.querySelectorAll("article")];
  const last = Number(sessionStorage.getItem("queue-at") ?? 0);
  sessionStorage.removeItem("queue-at");
  document.addEventListener("keydown", (event) => {
    if (event.target.matches("input:not([type=checkbox]), textarea, select") || event.ctrlKey || event.metaKey || event.altKey) return;
    // In a box it would press the form's first button that works, whatever that does.
    if (event.key === "Enter" && event.target.matches("[type=checkbox]")) event.preventDefault();
    const at = rows.indexOf(document.activeElement.closest("article"));
    if (event.key === "j") rows[Math.min(at + 1, rows.length - 1)].focus();
    else if (event.key === "k") rows[Math.max(at - 1, 0)].focus();
    else if (at >= 0 && event.key === "x") rows[at].querySelector("[type=checkbox]").click();
    else if (/^[a-z]$/.test(event.key)) {
      const key = `[data-key="${event.key}"]`;
      (rows[at]?.querySelector(key) ?? queue.querySelector(`.notice ${key}`))?.click();
    }
  });
  // After a decision the next one comes to hand, where the last was.
  queue.addEventListener("submit", () => { const at = rows.indexOf(document.activeElement.closest("article")); if (at >= 0) sessionStorage.setItem("queue-at", at); });
  rows[Math.min(last, rows.length - 1)]?.focus({ preventScroll: last === 0 });
}

// A form whose answer is shown while one types; it asks for nothing to be saved.
const live = document.querySelector("[data-answers]");
if (live) {
  const shown = document.getElementById(live.dataset.answers);
  let timer, asking;
  const look = async () => {
    asking?.abort();
    asking = new AbortController();
    shown.ariaBusy = "true";
    const form = new URLSearchParams(new FormData(live));
    form.set("action", "look");
    try {
      const answer = await fetch(live.getAttribute("action"), { method: "POST", body: form, signal: asking.signal });
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const fresh = page.getElementById(shown.id);
      if (fresh && answer.ok) shown.replaceChildren(...fresh.childNodes);
      shown.ariaBusy = null;
    } catch (why) { if (why.name !== "AbortError") shown.ariaBusy = null; }
  };
  live.addEventListener("input", () => { clearTimeout(timer); timer = setTimeout(look, 500); });
}
