// A film or chart from elsewhere is a link; who wants it here asks for it, and only then does anything load.
import { provider } from "embed-providers";

for (const link of document.querySelectorAll(".body p.embed > a[href]")) {
  const known = provider(link.href);
  const body = link.closest("[data-load]");
  if (!known || !body) continue;
  const button = document.createElement("button");
  button.type = "button";
  button.className = "quiet";
  button.textContent = body.dataset.load.replace("{0}", known.name);
  button.addEventListener("click", () => {
    const frame = document.createElement("iframe");
    Object.assign(frame, { src: known.frame, title: link.textContent, allowFullscreen: true, referrerPolicy: "strict-origin-when-cross-origin" });
    frame.setAttribute("sandbox", "allow-scripts allow-same-origin allow-presentation allow-popups");
    frame.allow = "fullscreen; encrypted-media; picture-in-picture";
    link.parentElement.after(frame);
    button.remove();
    frame.focus();
  });
  link.after(button);
}
