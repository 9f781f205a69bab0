// What readers chose for their eyes, kept in this browser only; runs before anything is painted.
const root = document.documentElement;
const kept = (name) => { try { return localStorage.getItem(name); } catch { return null; } };
const keep = (name, value) => { try { localStorage.setItem(name, value); } catch { /* private window: it holds for this page */ } };

const setSize = (scale) => { if (scale) root.style.setProperty("--scale", scale); };
const setTheme = (theme) => { if (theme) root.dataset.theme = theme; };
setTheme(kept("theme"));
setSize(kept("scale"));
