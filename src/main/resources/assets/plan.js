// Without this the plan is forms; with it, stories are dragged to another day, or moved by Shift and an arrow key.
const calendar = document.querySelector("[data-calendar]");
const move = (item, day) => {
  const here = item.closest("[data-day]")?.dataset.day;
  if (day === here || (day === "" && item.classList.contains("scheduled"))) return;
  const form = document.createElement("form");
  form.method = "post";
  form.action = "/desk/plan/move";
  const fields = { story: item.dataset.story, day, view: calendar.dataset.view, at: calendar.dataset.at };
  for (const [name, value] of Object.entries(fields)) {
    const field = document.createElement("input");
    field.type = "hidden";
    field.name = name;
    field.value = value;
    form.append(field);
  }
  document.body.append(form);
  form.submit();
};

let dragged = null;
const over = (place) => {
  for (const day of document.querySelectorAll("[data-day]")) day.classList.toggle("over", day === place);
};
document.addEventListener("dragstart", (event) => {
  dragged = event.target.closest?.(".plan-item[draggable=true]");
  if (!dragged) return;
  event.dataTransfer.effectAllowed = "move";
  event.dataTransfer.setData("text/plain", dragged.dataset.story);
});
document.addEventListener("dragend", () => { dragged = null; over(null); });
document.addEventListener("dragover", (event) => {
  const place = dragged && event.target.closest("[data-day]");
  over(place);
  if (place) event.preventDefault();
});
document.addEventListener("drop", (event) => {
  const place = dragged && event.target.closest("[data-day]");
  if (!place) return;
  event.preventDefault();
  move(dragged, place.dataset.day);
});

const later = (day, days) => {
  const date = new Date(`${day}T12:00:00Z`);
  date.setUTCDate(date.getUTCDate() + days);
  return date.toISOString().slice(0, 10);
};
document.addEventListener("keydown", (event) => {
  const item = event.shiftKey && !event.target.matches("input") && event.target.closest(".plan-item[draggable=true]");
  const day = item && item.closest("[data-day]")?.dataset.day;
  if (!day) return;
  const forward = document.documentElement.dir === "rtl" ? "ArrowLeft" : "ArrowRight";
  const back = forward === "ArrowLeft" ? "ArrowRight" : "ArrowLeft";
  const days = { [forward]: 1, [back]: -1, ArrowDown: 7, ArrowUp: -7 }[event.key];
  if (!days) return;
  event.preventDefault();
  move(item, later(day, days));
});
// What was moved comes to hand again.
if (location.hash.startsWith("#story-")) document.querySelector(`${CSS.escape(location.hash).replace("\\#", "#")} a`)?.focus();
