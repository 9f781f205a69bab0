// The text of a standing page. Without this it is a plain form; with it, the editor of stories.
import { edit } from "write-editor";
import { toolbar } from "write-tools";

const form = document.querySelector("[data-page]");
const area = form.querySelector("[data-rich]");
const language = () => form.dataset.language;
const say = (name) => form.dataset[`say${name[0].toUpperCase()}${name.slice(1)}`];
let changed = false;
let editor = null;

const notice = (text) => {
  const line = form.querySelector("[data-notice]");
  line.textContent = text;
  line.hidden = text === "";
};
const bar = toolbar(form, {
  editor: () => editor,
  notice,
  run: (name) => editor.run(name),
  save: () => form.requestSubmit(form.querySelector("[value=save]")),
});
editor = edit(area, {
  language,
  typographic: () => true,
  changed: () => { changed = true; },
  selected: bar.selected, ask: bar.ask, tell: notice,
  editable: () => true,
  says: { label: form.querySelector("label[for=body]").textContent, lost: say("pictures"), body: say("begin"), attribution: say("attribution"), caption: say("caption"), credit: say("credit"), alt: say("alt") },
});
form.addEventListener("input", () => { changed = true; });
form.addEventListener("submit", (event) => {
  editor.sync();
  if (event.submitter?.value !== "preview") changed = false;
});
addEventListener("beforeunload", (event) => { if (changed) event.preventDefault(); });
