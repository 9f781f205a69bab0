// What readers chose for their eyes, kept in this browser only.
const root = document.documentElement;
const kept = (name) => { try { return localStorage.getItem(name); } catch { return null; } };
const keep = (name, value) => { try { localStorage.setItem(name, value); } catch { /* private window: it holds for this page */ } };

const setSize = (scale) => { if (scale) root.style.setProperty("--scale", scale); };
const setTheme = (theme) => { if (theme) root.dataset.theme = theme; };
setTheme(kept("theme"));
setSize(kept("scale"));

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
