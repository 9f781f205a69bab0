// The writing page. Without this it is a plain form; with it, a rich editor that keeps what is typed: at once in this
// browser, and after a moment at the desk.
import { edit } from "write-editor";
import { asTyped, typeset } from "write-quotes";
import { toolbar } from "write-tools";

const form = document.querySelector("[data-writing]");
const locale = document.documentElement.lang;
const area = form.querySelector("[data-rich]");
const state = form.querySelector("[data-saved]");
const figures = form.querySelector("[data-words]");
const say = (name, ...values) => values.reduce((line, value, i) => line.replace(`{${i}}`, value), form.dataset[`say${name[0].toUpperCase()}${name.slice(1)}`] ?? "");
const clock = (at) => new Intl.DateTimeFormat(locale, { hour: "numeric", minute: "2-digit" }).format(at);
const address = form.dataset.writing;
// One member may have a story open in several pages: each goes by a number of its own.
const tab = crypto.getRandomValues(new Uint32Array(2)).join("");
const made = Number(form.dataset.made);
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
let overtaken = false;
let sending = null;

const show = (kind, text) => { state.dataset.saved = kind; state.textContent = text; };
const fields = () => {
  editor.sync();
  return [...new FormData(form)].filter(([name]) => name !== "action");
};
const keepHere = () => {
  const text = { at: Date.now(), tab, made, fields: fields() };
  const there = overtaken ? keepOlder(text) : store.set(address, JSON.stringify(text));
  if (!there && kept !== version) show("lost", say("nowhere"));
  return there;
};

const dropHere = () => {
  const here = JSON.parse(store.get(address) ?? "{}");
  if ((here.tab ?? tab) === tab) store.drop(address);
};

// What was typed in pages that the member did not go on with waits in a place of its own, one text of each page: what
// is kept and saved in the newer page leaves it alone.
const beside = `${address} older`;
const olderTexts = () => JSON.parse(store.get(beside) ?? "[]");
const setOlder = (texts) => texts.length > 0 ? store.set(beside, JSON.stringify(texts)) : store.drop(beside);
const keepOlder = (text) => setOlder([...olderTexts().filter((other) => other.tab !== text.tab), text]);
const dropOlder = (from) => setOlder(olderTexts().filter((other) => other.tab !== from));

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
  const body = new URLSearchParams([...fields(), ["tab", tab], ["made", made]]);
  // What outlives the page may have 64 KB as it is sent, where a letter that is not Latin is six bytes and more.
  const keepalive = body.toString().length < 60_000;
  try {
    const answer = await fetch(`${address}/autosave`, { method: "POST", body, redirect: "manual", keepalive, signal: AbortSignal.timeout?.(15_000) });
    if (answer.ok) {
      kept = sent;
      if (kept === version) dropHere();
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

const taken = ({ who, elsewhere }) => {
  reading = true;
  overtaken = Boolean(elsewhere);
  const there = keepHere();
  if (overtaken && there) dropHere();
  if (there || !overtaken) show("lost", elsewhere ? say("elsewhere") : say("taken", who));
  document.querySelector(elsewhere ? "[data-elsewhere]" : "[data-taken-over]").hidden = false;
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
const bar = toolbar(form, {
  editor: () => editor,
  notice,
  run: (name) => {
    if (name === "quotes") setQuotes();
    else if (!reading) editor.run(name);
  },
  save: () => {
    if (kept === version) show("kept", say("kept", clock(new Date())));
    else keep();
  },
});

area.dir = area.dir || "auto";
let editor = null;
editor = edit(area, {
  language, typographic, changed, selected: bar.selected, ask: bar.ask,
  tell: notice,
  editable: () => !reading,
  says: { label: form.querySelector("label[for=body]").textContent, lost: say("pictures"), body: say("begin"), attribution: say("attribution"), caption: say("caption"), credit: say("credit"), alt: say("alt") },
});
form.querySelector("label[for=body]").addEventListener("click", () => editor.view.focus());
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
// It is older than what the desk has, so it asks first, at each visit until it is used or thrown away.
const offer = () => {
  const older = olderTexts().at(-1);
  if (!older) return;
  notice(say("older", new Intl.DateTimeFormat(locale, { dateStyle: "medium", timeStyle: "short" }).format(older.at)));
  const button = (textContent, act) => {
    const one = Object.assign(document.createElement("button"), { type: "button", className: "quiet", textContent });
    one.addEventListener("click", act);
    return one;
  };
  form.querySelector("[data-notice]").append(
    " ", button(say("olderUse"), () => { restore(older); keepHere(); dropOlder(older.tab); }),
    " ", button(say("olderDrop"), () => { notice(""); dropOlder(older.tab); offer(); }));
};
const restore = ({ at, fields: typed }) => {
  for (const [name, value] of typed) {
    if (name === "body") editor.set(value);
    else if (form.elements[name]) form.elements[name].value = value;
  }
  document.querySelectorAll("[data-grows]").forEach((field) => field.dispatchEvent(new Event("input")));
  notice(say("restored", clock(new Date(at))));
  changed();
};
const waiting = JSON.parse(store.get(address) ?? "null");
const passed = waiting && !reading && waiting.made < made && waiting.tab !== form.dataset.tab;
if (passed && keepOlder(waiting)) store.drop(address);
if (waiting && !reading && !passed) restore(waiting);
else if (!reading) offer();
form.addEventListener("input", (event) => { if (!event.target.matches("[data-typographic]")) changed(); });
// Quick typists begin before this script does.
if (plain.some((field) => field.value !== field.defaultValue)) changed();
form.addEventListener("submit", (event) => {
  editor.sync();
  // The preview opens beside this page, which stays.
  if (event.submitter?.hasAttribute("data-preview")) return;
  leaving = true;
  clearTimeout(timer);
  // Sent after all, it waits as any other does.
  if (overtaken) { overtaken = false; dropOlder(tab); }
  // Until the desk has answered, what is typed stays here too.
  if (kept !== version) keepHere();
});
addEventListener("pagehide", () => { if (!leaving && !overtaken && kept !== version) { keepHere(); keep(); } });
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
