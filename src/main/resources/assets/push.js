// Turns notifications on and off for this browser; asks for leave only when the button is pressed.
const panel = document.querySelector("[data-push]");
const pushOn = panel.querySelector("[data-push-on]"), pushOff = panel.querySelector("[data-push-off]");
const fault = panel.querySelector("[data-push-fault]");
const complain = (text) => { fault.textContent = text; fault.hidden = !text; };
const post = (address, fields) => fetch(address, { method: "POST", body: new URLSearchParams(fields) });
const bytes = (base64url) => Uint8Array.from(atob(base64url.replaceAll("-", "+").replaceAll("_", "/")), (letter) => letter.charCodeAt(0));

const subscribe = async () => {
  if ((await Notification.requestPermission()) !== "granted") return complain(panel.dataset.blocked);
  try {
    const { pushManager } = await navigator.serviceWorker.ready;
    await (await pushManager.getSubscription())?.unsubscribe();
    const made = await pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: bytes(panel.dataset.push) });
    const { endpoint, keys } = made.toJSON();
    const answer = await post("/my/push/device", { endpoint, ...keys });
    if (!answer.ok) { await made.unsubscribe(); throw new Error(await answer.text()); }
    location.reload();
  } catch {
    complain(panel.dataset.failed);
  }
};
const unsubscribe = async () => {
  const made = await (await navigator.serviceWorker.ready).pushManager.getSubscription();
  await made?.unsubscribe();
  if (made) await post("/my/push/gone", { endpoint: made.endpoint });
  location.reload();
};

const appleBrowser = /iPhone|iPad/.test(navigator.userAgent) && !navigator.standalone;
if ("serviceWorker" in navigator && "PushManager" in window && "Notification" in window) {
  panel.querySelector("[data-push-none]").hidden = true;
  panel.querySelector("[data-push-buttons]").hidden = false;
  pushOn.addEventListener("click", subscribe);
  pushOff.addEventListener("click", unsubscribe);
  if (Notification.permission === "denied") complain(panel.dataset.blocked);
  const show = (on) => { pushOn.hidden = on; pushOff.hidden = !on; };
  show(false);
  navigator.serviceWorker.ready.then((worker) => worker.pushManager.getSubscription()).then((made) => show(Boolean(made)));
} else if (appleBrowser) {
  panel.querySelector("[data-push-none]").textContent = panel.dataset.installFirst;
}
const ownZone = document.querySelector("[data-own-zone]");
if (ownZone) ownZone.value = Intl.DateTimeFormat().resolvedOptions().timeZone;
