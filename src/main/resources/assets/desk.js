// The desk without this is plain forms; with it, a rich editor, autosave and dragging.
const grow = (area) => { area.style.height = "auto"; area.style.height = `${area.scrollHeight}px`; };
for (const area of document.querySelectorAll("[data-grows]")) {
  grow(area);
  area.addEventListener("input", () => grow(area));
  // A headline has no line breaks.
  area.addEventListener("keydown", (event) => { if (event.key === "Enter" && area.name === "headline") event.preventDefault(); });
}

const form = document.querySelector("[data-writing]");
if (form) {
  const body = form.querySelector("[data-rich]");
  const saved = form.querySelector("[data-saved]");
  const words = form.querySelector("[data-words]");
  let timer = 0;
  let leaving = false;

  const count = () => {
    const text = new DOMParser().parseFromString(body.value, "text/html").body.textContent;
    const segments = [...new Intl.Segmenter(document.documentElement.lang, { granularity: "word" }).segment(text)];
    const number = segments.filter((segment) => segment.isWordLike).length;
    words.textContent = words.dataset.words.replace("{0}", number.toLocaleString(document.documentElement.lang));
    words.hidden = false;
  };
  const keep = async () => {
    saved.textContent = saved.dataset.saving;
    try {
      const answer = await fetch(form.dataset.writing, { method: "POST", body: new URLSearchParams(new FormData(form)), keepalive: body.value.length < 50_000 });
      if (!answer.ok || answer.redirected) throw new Error(String(answer.status));
      localStorage.removeItem(form.dataset.writing);
      saved.textContent = saved.dataset.kept;
    } catch {
      // Nothing typed is lost while the network or the session is gone: it waits in this browser.
      localStorage.setItem(form.dataset.writing, JSON.stringify([...new FormData(form)]));
      saved.textContent = saved.dataset.lost;
      timer = setTimeout(keep, 10_000);
    }
  };
  const changed = () => { count(); clearTimeout(timer); timer = setTimeout(keep, 1_200); };

  const kept = localStorage.getItem(form.dataset.writing);
  if (kept) {
    for (const [name, value] of JSON.parse(kept)) {
      if (name !== "revision" && form.elements[name]) form.elements[name].value = value;
    }
    changed();
  }

  // Rich editing: the text area stays what is posted.
  if (window.Trix) {
    Trix.config.blockAttributes.heading1.tagName = "h2";
    Object.assign(Trix.config.blockAttributes.default, { tagName: "p", breakOnReturn: true });
    body.hidden = true;
    const editor = document.createElement("trix-editor");
    editor.setAttribute("input", "body");
    editor.dir = body.dir;
    editor.setAttribute("aria-label", form.querySelector("label[for=body]").textContent);
    body.after(editor);
    editor.addEventListener("trix-change", changed);
    // Pictures have their own fields; files dropped into the text would be lost.
    editor.addEventListener("trix-file-accept", (event) => event.preventDefault());
  }
  form.addEventListener("input", changed);
  form.addEventListener("submit", () => { leaving = true; clearTimeout(timer); localStorage.removeItem(form.dataset.writing); });
  addEventListener("pagehide", () => { if (!leaving && timer) keep(); });
  count();
  // Quick typists begin before this script does.
  if ([...form.elements].some((field) => "defaultValue" in field && field.value !== field.defaultValue)) changed();
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
  const press = (row, key) => row.querySelector(`[data-key="${key}"]`).click();
  document.addEventListener("keydown", (event) => {
    if (event.target.matches("input:not([type=checkbox]), textarea, select") || event.ctrlKey || event.metaKey || event.altKey) return;
    const at = rows.indexOf(document.activeElement.closest("article"));
    if (event.key === "j") rows[Math.min(at + 1, rows.length - 1)].focus();
    else if (event.key === "k") rows[Math.max(at - 1, 0)].focus();
    else if (at >= 0 && event.key === "x") rows[at].querySelector("[type=checkbox]").click();
    else if (at >= 0 && "ast".includes(event.key)) press(rows[at], event.key);
  });
  rows[0]?.focus({ preventScroll: true });
}
