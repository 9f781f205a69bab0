// Without this each button is a form's; with it stories are dragged into slots, and nothing is loaded anew.
const form = document.querySelector("[data-front]");
const slots = form.querySelector("[data-front-slots]");
const others = document.querySelector("[data-others]");
const live = document.querySelector("[data-told]");
const said = live.querySelector("[data-said]");
const undo = live.querySelector("[data-undo]");
const most = Number(form.dataset.most);
const order = () => [...slots.children].map((story) => story.dataset.story);
const headline = (story) => story.querySelector("[data-headline]").textContent;
const fill = (text, ...values) => values.reduce((line, value, i) => line.replace(`{${i}}`, () => value), text);
const all = new Map([...document.querySelectorAll("[data-story]")].map((story) => [story.dataset.story, story]));

const arrange = (ids) => {
  const out = order().filter((id) => !ids.includes(id));
  slots.append(...ids.map((id) => all.get(id)));
  others.prepend(...out.map((id) => all.get(id)));
  [...slots.children].forEach((story, i) => { story.querySelector("select").value = `${i + 1}`; });
};
let before = null;
const say = (text, undoable) => {
  live.hidden = false;
  said.textContent = text;
  undo.hidden = !undoable;
};
let saving = Promise.resolve();
const save = (was, text) => {
  const now = order();
  before = was;
  say(text, true);
  // One after the other: each says which order it began from.
  saving = saving.then(async () => {
    const body = new URLSearchParams([["was", form.elements.was.value], ...now.map((id) => ["story", id])]);
    const answer = await fetch(form.action, { method: "POST", body, headers: { accept: "application/json" } }).catch(() => null);
    if (answer?.ok) {
      form.elements.was.value = (await answer.json()).was;
    } else {
      arrange(was);
      say(answer?.status === 409 ? form.dataset.sayChanged : form.dataset.sayFailed, false);
    }
  });
};
const place = (story, at) => {
  const was = order();
  const ids = was.filter((id) => id !== story.dataset.story);
  ids.splice(Math.max(0, Math.min(at, ids.length)), 0, story.dataset.story);
  const now = ids.slice(0, most);
  if (now.join() === was.join()) return;
  arrange(now);
  save(was, fill(form.dataset.sayMoved, headline(story), now.indexOf(story.dataset.story) + 1, now.length));
};
const out = (story) => {
  const was = order();
  if (!was.includes(story.dataset.story)) return;
  arrange(was.filter((id) => id !== story.dataset.story));
  save(was, fill(form.dataset.sayOut, headline(story)));
};

document.addEventListener("click", (event) => {
  const button = event.target.closest("button[name=do]");
  if (!button) return;
  event.preventDefault();
  const story = button.closest("[data-story]");
  const at = order().indexOf(story.dataset.story);
  switch (button.value.split(":")[0]) {
    case "up": place(story, at - 1); break;
    case "down": place(story, at + 1); break;
    case "to": place(story, Number(story.querySelector("select").value) - 1); break;
    default: out(story);
  }
  // Moving an element takes the focus from it.
  if (button.checkVisibility()) button.focus();
  else story.querySelector("select").focus();
});
undo.addEventListener("click", () => {
  if (!before) return;
  const was = order();
  arrange(before);
  save(was, form.dataset.sayUndone);
});

let dragged = null;
document.addEventListener("dragstart", (event) => {
  dragged = event.target.closest?.("[data-story]") ?? null;
  if (!dragged) return;
  dragged.classList.add("dragged");
  event.dataTransfer.effectAllowed = "move";
  event.dataTransfer.setData("text/plain", dragged.dataset.story);
});
const mark = (story, side) => {
  for (const each of all.values()) {
    each.classList.toggle("drop-before", each === story && side === "before");
    each.classList.toggle("drop-after", each === story && side === "after");
  }
};
const target = (event) => {
  const zone = event.target.closest("[data-front-slots], [data-others], .front-empty");
  if (!dragged || !zone) return null;
  if (zone === others) return { out: true };
  const over = event.target.closest("[data-story]");
  if (!over) return { at: slots.children.length };
  const below = event.clientY > over.getBoundingClientRect().top + over.offsetHeight / 2;
  return { over, side: below ? "after" : "before", at: order().indexOf(over.dataset.story) + (below ? 1 : 0) };
};
document.addEventListener("dragover", (event) => {
  const where = target(event);
  mark(where?.over, where?.side);
  if (where) event.preventDefault();
});
document.addEventListener("dragend", () => { dragged?.classList.remove("dragged"); dragged = null; mark(); });
document.addEventListener("drop", (event) => {
  const where = target(event);
  if (!where) return;
  event.preventDefault();
  const from = order().indexOf(dragged.dataset.story);
  if (where.out) out(dragged);
  else place(dragged, from >= 0 && from < where.at ? where.at - 1 : where.at);
});
