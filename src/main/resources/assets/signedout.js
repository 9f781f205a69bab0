// Signed out in the middle of something: whoever works at the desk signs in again where they are, and nothing of
// what they typed goes away. It watches what the page's other scripts send, and leaves their answers to them.
const box = document.querySelector("[data-signed-out]");
const form = box.querySelector("[data-in-place]");
const fault = box.querySelector("[data-refused]");
const plain = window.fetch.bind(window);
let dismissed = false;

const show = (demoted) => {
  if (box.open || dismissed) return;
  box.toggleAttribute("data-demoted", demoted);
  fault.hidden = true;
  box.showModal();
};
// Scripts that wait for the network to come back try again when they hear that it did.
const back = () => {
  if (box.open) box.close("in");
  dismissed = false;
  window.dispatchEvent(new Event("online"));
};

window.fetch = async (resource, options) => {
  const answer = await plain(resource, options);
  const address = new URL(resource.url ?? resource, location.href);
  const ours = address.origin === location.origin && address.pathname.startsWith("/desk/") && !address.pathname.startsWith("/desk/sign-in");
  if (ours && answer.status === 401) show(false);
  else if (ours && answer.status === 403) show(true);
  else if (ours && answer.ok && dismissed) back();
  return answer;
};

form?.addEventListener("given", async (event) => {
  event.preventDefault();
  const answer = await plain(form.action, { method: "POST", body: new URLSearchParams(new FormData(form)), redirect: "manual" });
  form.querySelector("button").disabled = false;
  if (answer.type === "opaqueredirect") back();
  else fault.hidden = false;
});

// Somebody who signed in by a link in another window comes back to this one.
window.addEventListener("focus", async () => {
  if (!box.open || box.hasAttribute("data-demoted")) return;
  const answer = await plain("/desk/account", { method: "HEAD", redirect: "manual" });
  if (answer.ok) back();
});
box.addEventListener("close", () => { dismissed = box.returnValue !== "in"; box.returnValue = ""; });
