// The writing page. Without this it is a plain form; with it, a rich editor that keeps what is typed: at once in this
// browser, and after a moment at the desk.
import { edit, readsAddress } from "write-editor";
import { plainAddress } from "write-paste";
import { asTyped, typeset } from "write-quotes";

const form = document.querySelector("[data-writing]");
const locale = document.documentElement.lang;
const area = form.querySelector("[data-rich]");
const state = form.querySelector("[data-saved]");
const figures = form.querySelector("[data-words]");
const tools = form.querySelector("[data-tools]");
const say = (name, ...values) => values.reduce((line, value, i) => line.replace(`{${i}}`, value), form.dataset[`say${name[0].toUpperCase()}${name.slice(1)}`] ?? "");
const clock = (at) => new Intl.DateTimeFormat(locale, { hour: "numeric", minute: "2-digit" }).format(at);
const address = form.dataset.writing;
let reading = form.hasAttribute("data-reading");

const store = {
  get: (key) => { try { return localStorage.getItem(key); } catch { return null; } },
  set: (key, value) => { try { localStorage.setItem(key, value); return true; } catch { return false; } },
  drop: (key) => { try { localStorage.removeItem(key); } catch { /* nothing was kept there */ } },
};

const language = () => form.elements.language.value.trim() || form.dataset.language;
const typographic = () => store.get("typographic") !== "off";

// --- The state of what is typed -----------------------------------------------------------------------------------
let version = 0;
let kept = 0;
let timer = 0;
let local = 0;
let leaving = false;
let sending = null;

const show = (kind, text) => { state.dataset.saved = kind; state.textContent = text; };
const fields = () => {
  editor.sync();
  return [...new FormData(form)].filter(([name]) => name !== "action");
};
const keepHere = () => {
  const there = store.set(address, JSON.stringify({ at: Date.now(), fields: fields() }));
  if (!there && kept !== version) show("lost", say("nowhere"));
};

const keep = async () => {
  clearTimeout(timer);
  if (sending) { await sending; }
  if (kept === version || reading) return;
  const sent = version;
  show("saving", say("saving"));
  sending = send(sent);
  await sending;
  sending = null;
};

const send = async (sent) => {
  const body = new URLSearchParams(fields());
  try {
    const answer = await fetch(`${address}/autosave`, { method: "POST", body, redirect: "manual", keepalive: area.value.length < 50_000, signal: AbortSignal.timeout?.(15_000) });
    if (answer.ok) {
      kept = sent;
      if (kept === version) store.drop(address);
      show("kept", say("kept", clock(new Date())));
    } else if (answer.status === 409) taken(await answer.json());
    else if (answer.status === 401 || answer.type === "opaqueredirect") { show("lost", say("signedOut")); timer = setTimeout(keep, 15_000); }
    else { show("lost", say("refused", answer.status)); timer = setTimeout(keep, 15_000); }
  } catch {
    // Nothing typed is lost while the network is gone: it waits in this browser.
    show("lost", say("offline"));
    timer = setTimeout(keep, navigator.onLine ? 5_000 : 60_000);
  }
};
addEventListener("online", () => { if (kept !== version) keep(); });
addEventListener("offline", () => { if (kept !== version) show("lost", say("offline")); });

const changed = () => {
  version++;
  clearTimeout(local);
  local = setTimeout(() => { keepHere(); count(); }, 250);
  clearTimeout(timer);
  timer = setTimeout(keep, 1_000);
};

const taken = ({ who }) => {
  reading = true;
  keepHere();
  show("lost", say("taken", who));
  document.querySelector("[data-taken-over]")?.removeAttribute("hidden");
  editor.refresh();
};

// --- Words and reading time ---------------------------------------------------------------------------------------
const PACE = { ar: 150, es: 220, fr: 220, de: 190 };
const segmenter = new Intl.Segmenter(locale, { granularity: "word" });
const count = () => {
  let words = 0;
  for (const segment of segmenter.segment(editor.text())) if (segment.isWordLike) words++;
  const minutes = Math.max(1, Math.round(words / (PACE[language().split("-")[0]] ?? 230)));
  figures.textContent = `${figures.dataset.words.replace("{0}", words.toLocaleString(locale))} · ${new Intl.NumberFormat(locale, { style: "unit", unit: "minute", unitDisplay: "short" }).format(minutes)}`;
  figures.hidden = false;
};

// --- The editor and its tools -------------------------------------------------------------------------------------
const notice = (text) => {
  const line = form.querySelector("[data-notice]");
  line.textContent = text;
  line.hidden = text === "";
};
const dialog = (name) => document.querySelector(`[data-dialog="${name}"]`);
const ask = (name) => {
  // Of pictures the library is asked first; one that stays elsewhere has its address asked for.
  if (name === "picture") document.dispatchEvent(new CustomEvent("courant:pick-picture", { detail: { done: (picture) => editor.picture(picture), elsewhere: () => askIn("picture") } }));
  else askIn(name);
};
const askIn = (name) => {
  const box = dialog(name);
  const input = box.querySelector("input");
  const problem = box.querySelector("[data-problem]");
  if (problem) problem.hidden = true;
  if (name === "link") input.value = editor.linkHere();
  else if (name === "caption") input.value = editor.caption();
  else box.querySelectorAll("input").forEach((each) => { each.value = ""; });
  box.showModal();
  input.select();
};
for (const box of document.querySelectorAll("[data-dialog]")) {
  box.addEventListener("click", (event) => { if (event.target === box || event.target.closest("[data-cancel]")) box.close(); });
  box.querySelector("form")?.addEventListener("submit", (event) => {
    event.preventDefault();
    if (!use(box)) return;
    box.close();
    editor.view.focus();
  });
}
const use = (box) => {
  const value = (name) => box.querySelector(`[name=${name}]`)?.value.trim() ?? "";
  const problem = box.querySelector("[data-problem]");
  const refuse = () => { problem.hidden = false; box.querySelector("input").focus(); return false; };
  switch (box.dataset.dialog) {
    case "link": {
      const typed = value("address");
      const whole = /^([a-z]+:|\/|#)/i.test(typed) || typed === "" ? typed : /^[^\s@]+@[^\s@]+$/.test(typed) ? `mailto:${typed}` : `https://${typed}`;
      if (whole && !/^(https?:\/\/\S+|mailto:\S+|tel:\S+|\/\S*|#\S+)$/i.test(whole)) return refuse();
      editor.link(whole && plainAddress(whole));
      return true;
    }
    case "picture":
      if (!/^(https?:\/\/\S+|\/\S+)$/.test(value("address"))) return refuse();
      editor.picture({ src: value("address"), alt: value("alt"), caption: value("caption"), credit: value("credit") });
      return true;
    case "embed": {
      const known = readsAddress(value("address"));
      if (!known) return refuse();
      editor.embed(known, value("title"));
      return true;
    }
    case "caption":
      editor.setCaption(value("caption"));
      return true;
    default:
      return true;
  }
};

const buttons = [...tools.querySelectorAll("[data-do]")];
const tableTools = tools.querySelector("[data-table-tools]");
const selected = () => {
  if (!editor) return;
  for (const button of buttons) if (button.hasAttribute("aria-pressed")) button.setAttribute("aria-pressed", String(editor.active(button.dataset.do)));
  tableTools.hidden = !editor.inTable();
};

area.dir = area.dir || "auto";
let editor = null;
editor = edit(area, {
  language, typographic, changed, selected, ask,
  tell: notice,
  editable: () => !reading,
  says: { label: form.querySelector("label[for=body]").textContent, lost: say("pictures"), body: say("begin"), attribution: say("attribution"), caption: say("caption"), credit: say("credit"), alt: say("alt") },
});
form.querySelector("label[for=body]").addEventListener("click", () => editor.view.focus());
tools.hidden = false;
tools.addEventListener("mousedown", (event) => { if (event.target.closest("button")) event.preventDefault(); });
tools.addEventListener("click", (event) => {
  const button = event.target.closest("[data-do]");
  if (!button) return;
  notice("");
  if (button.dataset.do === "quotes") setQuotes();
  else if (!reading) editor.run(button.dataset.do);
});
// One stop for the Tab key; arrows go from tool to tool.
const stops = () => [...tools.querySelectorAll("button")].filter((button) => button.offsetParent !== null);
tools.querySelectorAll("button").forEach((button, i) => { button.tabIndex = i === 0 ? 0 : -1; });
tools.addEventListener("keydown", (event) => {
  const all = stops();
  const at = all.indexOf(document.activeElement);
  const rtl = getComputedStyle(tools).direction === "rtl";
  const step = { ArrowRight: rtl ? -1 : 1, ArrowLeft: rtl ? 1 : -1, Home: -at, End: all.length - 1 - at }[event.key];
  if (at < 0 || step === undefined) return;
  event.preventDefault();
  all[at].tabIndex = -1;
  const next = all[(at + step + all.length) % all.length];
  next.tabIndex = 0;
  next.focus();
});

const plain = [form.elements.headline, form.elements.standfirst];
const setQuotes = () => {
  for (const field of plain) {
    const set = typeset(field.value, language());
    if (set !== field.value) { field.value = set; changed(); }
  }
  editor.run("quotes");
  notice(say("quotesSet"));
};
for (const field of plain) {
  field.addEventListener("beforeinput", (event) => {
    if (event.inputType !== "insertText" || event.data?.length !== 1 || !typographic()) return;
    const before = field.value.slice(0, field.selectionStart);
    const made = asTyped(event.data, before, field.value.slice(field.selectionEnd), language());
    if (!made) return;
    event.preventDefault();
    field.setRangeText(made.text, field.selectionStart - made.remove, field.selectionEnd, "end");
    field.dispatchEvent(new Event("input", { bubbles: true }));
  });
}
const toggle = form.querySelector("[data-typographic]");
if (toggle) {
  toggle.checked = typographic();
  toggle.addEventListener("change", () => store.set("typographic", toggle.checked ? "on" : "off"));
}
form.elements.language.addEventListener("change", () => { editor.refresh(); count(); });

// --- What was typed and never arrived -----------------------------------------------------------------------------
// What was just saved is no longer waiting. The address forgets that, so that loading the page again does not.
const after = new URL(location.href);
if (after.searchParams.has("done")) {
  store.drop(address);
  after.searchParams.delete("done");
  history.replaceState(null, "", after);
}
const waiting = store.get(address);
if (waiting && !reading) {
  const { at, fields: typed } = JSON.parse(waiting);
  for (const [name, value] of typed) {
    if (name === "body") editor.set(value);
    else if (form.elements[name]) form.elements[name].value = value;
  }
  document.querySelectorAll("[data-grows]").forEach((field) => field.dispatchEvent(new Event("input")));
  notice(say("restored", clock(new Date(at))));
  changed();
}
form.addEventListener("input", (event) => { if (!event.target.matches("[data-typographic]")) changed(); });
// Quick typists begin before this script does.
if (plain.some((field) => field.value !== field.defaultValue)) changed();
form.addEventListener("submit", (event) => {
  editor.sync();
  // The preview opens beside this page, which stays.
  if (event.submitter?.hasAttribute("data-preview")) return;
  leaving = true;
  clearTimeout(timer);
  // Until the desk has answered, what is typed stays here too.
  if (kept !== version) keepHere();
});
addEventListener("pagehide", () => { if (!leaving && kept !== version) { keepHere(); keep(); } });
document.addEventListener("visibilitychange", () => { if (document.hidden && kept !== version && !leaving) keep(); });
count();
if (state.dataset.saved === "") show("clean", state.textContent);

// --- Who else is here ---------------------------------------------------------------------------------------------
const here = async () => {
  if (document.hidden || leaving) return;
  try {
    const answer = await fetch(`${address}/here`, { method: "POST", redirect: "manual", body: new URLSearchParams({ reading: String(reading) }) });
    if (answer.ok) {
      const { who, mine } = await answer.json();
      if (!mine && !reading) taken({ who });
    }
  } catch { /* the next one will tell */ }
};
here();
setInterval(here, 20_000);

// --- Keys and quiet -----------------------------------------------------------------------------------------------
const calm = (on) => {
  document.body.classList.toggle("calm", on);
  tools.querySelector("[data-calm]").setAttribute("aria-pressed", String(on));
  if (on) editor.view.focus();
};
tools.querySelector("[data-calm]").addEventListener("click", () => calm(!document.body.classList.contains("calm")));
tools.querySelector("[data-keys]").addEventListener("click", () => dialog("keys").showModal());
const mac = /Mac|iP/.test(navigator.platform);
for (const key of document.querySelectorAll("[data-dialog=keys] kbd")) if (mac) key.textContent = key.textContent.replace("Ctrl", "⌘").replace("Alt", "⌥");
document.addEventListener("keydown", (event) => {
  const command = mac ? event.metaKey : event.ctrlKey;
  const typing = event.target.closest("input, textarea, select, [contenteditable=true]");
  if ((event.key === "?" && !typing) || (command && event.key === "/")) {
    event.preventDefault();
    dialog("keys").showModal();
  } else if (command && !event.shiftKey && event.key.toLowerCase() === "s") {
    event.preventDefault();
    if (kept === version) show("kept", say("kept", clock(new Date())));
    else keep();
  } else if (command && event.shiftKey && event.key.toLowerCase() === "f") {
    event.preventDefault();
    calm(!document.body.classList.contains("calm"));
  } else if (command && event.shiftKey && event.key.toLowerCase() === "p") {
    event.preventDefault();
    document.querySelector("[data-preview]")?.click();
  } else if (event.key === "Escape" && document.body.classList.contains("calm") && !document.querySelector("dialog[open]")) calm(false);
});
