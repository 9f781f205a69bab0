// The switches for what theme.js has set already.
const display = document.querySelector("[data-display]");
if (display) {
  display.hidden = false;
  display.querySelector("[data-theme-choice]").addEventListener("click", () => {
    const dark = root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
    setTheme(dark ? "light" : "dark");
    keep("theme", root.dataset.theme);
  });
  for (const button of display.querySelectorAll("[data-size-choice]")) {
    button.addEventListener("click", () => {
      const now = Number(kept("scale") ?? 1);
      const next = Math.min(1.5, Math.max(0.85, now + (button.dataset.sizeChoice === "larger" ? 0.1 : -0.1)));
      setSize(next.toFixed(2));
      keep("scale", next.toFixed(2));
    });
  }
}

// A slash goes to the search box, as in most readers.
document.addEventListener("keydown", (event) => {
  const typing = event.target.closest("input, textarea, select, [contenteditable]");
  if (event.key === "/" && !typing && !event.ctrlKey && !event.metaKey && !event.altKey) {
    event.preventDefault();
    document.getElementById("q")?.focus();
  }
});

// A reply costs its sender a moment of work, which one person does not feel and a spammer of millions does. Without
// this script the reply is held for the desk.
const replyForm = document.getElementById("reply-form");
const work = async (token, text) => {
  const encoder = new TextEncoder();
  for (let from = 0; ; from += 256) {
    const hashes = await Promise.all(Array.from({ length: 256 }, (_, i) =>
      crypto.subtle.digest("SHA-256", encoder.encode(`${token}\n${text}\n${from + i}`))));
    const found = hashes.findIndex((hash) => new DataView(hash).getUint32(0) >>> 19 === 0);
    if (found >= 0) return from + found;
  }
};
if (replyForm && globalThis.crypto?.subtle) {
  const button = replyForm.querySelector("button");
  const label = button.textContent;
  replyForm.addEventListener("submit", async (event) => {
    if (replyForm.elements.work) return;
    event.preventDefault();
    button.disabled = true;
    button.textContent = replyForm.dataset.working;
    const number = document.createElement("input");
    Object.assign(number, { type: "hidden", name: "work" });
    number.value = await work(replyForm.elements.form.value, replyForm.elements.text.value);
    replyForm.append(number);
    replyForm.submit();
  });
  // Who comes back to the page as it was left writes another reply, which its own work belongs to.
  addEventListener("pageshow", (event) => {
    if (!event.persisted) return;
    replyForm.elements.work?.remove();
    button.disabled = false;
    button.textContent = label;
  });
}
