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
