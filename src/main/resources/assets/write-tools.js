// What stands above a text: its tools, and the dialogs these open.
import { readsAddress } from "write-editor";
import { plainAddress } from "write-paste";

/**
 * Puts the tools of a form to work.
 * @param options.editor the editor, once there is one
 * @param options.notice shows the writer a line
 * @param options.run does what a tool is named for
 * @param options.save keeps the text, by its key
 * @return ask, which opens a dialog, and selected, which shows in the tools where the cursor is
 */
export const toolbar = (form, { editor, notice, run, save }) => {
  const tools = form.querySelector("[data-tools]");
  const dialog = (name) => document.querySelector(`[data-dialog="${name}"]`);
  const ask = (name) => {
    // Of pictures the library is asked first; one that stays elsewhere has its address asked for.
    if (name === "picture") document.dispatchEvent(new CustomEvent("courant:pick-picture", { detail: { done: (picture) => editor().picture(picture), elsewhere: () => askIn("picture") } }));
    else askIn(name);
  };
  const askIn = (name) => {
    const box = dialog(name);
    const input = box.querySelector("input");
    const problem = box.querySelector("[data-problem]");
    if (problem) problem.hidden = true;
    if (name === "link") input.value = editor().linkHere();
    else if (name === "caption") input.value = editor().caption();
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
      editor().view.focus();
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
        editor().link(whole && plainAddress(whole));
        return true;
      }
      case "picture":
        if (!/^(https?:\/\/\S+|\/\S+)$/.test(value("address"))) return refuse();
        editor().picture({ src: value("address"), alt: value("alt"), caption: value("caption"), credit: value("credit") });
        return true;
      case "embed": {
        const known = readsAddress(value("address"));
        if (!known) return refuse();
        editor().embed(known, value("title"));
        return true;
      }
      case "caption":
        editor().setCaption(value("caption"));
        return true;
      default:
        return true;
    }
  };

  const buttons = [...tools.querySelectorAll("[data-do]")];
  const tableTools = tools.querySelector("[data-table-tools]");
  const selected = () => {
    if (!editor()) return;
    for (const button of buttons) if (button.hasAttribute("aria-pressed")) button.setAttribute("aria-pressed", String(editor().active(button.dataset.do)));
    tableTools.hidden = !editor().inTable();
  };

  tools.hidden = false;
  tools.addEventListener("mousedown", (event) => { if (event.target.closest("button")) event.preventDefault(); });
  tools.addEventListener("click", (event) => {
    const button = event.target.closest("[data-do]");
    if (!button) return;
    notice("");
    run(button.dataset.do);
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

  const calm = (on) => {
    document.body.classList.toggle("calm", on);
    tools.querySelector("[data-calm]").setAttribute("aria-pressed", String(on));
    if (on) editor().view.focus();
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
      save();
    } else if (command && event.shiftKey && event.key.toLowerCase() === "f") {
      event.preventDefault();
      calm(!document.body.classList.contains("calm"));
    } else if (command && event.shiftKey && event.key.toLowerCase() === "p") {
      event.preventDefault();
      document.querySelector("[data-preview]")?.click();
    } else if (event.key === "Escape" && document.body.classList.contains("calm") && !document.querySelector("dialog[open]")) calm(false);
  });

  return { ask, selected };
};
