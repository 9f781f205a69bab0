// Passkeys. Without this, or without a device that has any, links in the mail remain.
const bytes = (text) => Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (char) => char.charCodeAt(0));
const text = (buffer) => btoa(String.fromCharCode(...new Uint8Array(buffer))).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
const FRESH = 8 * 60_000; // a challenge lasts ten minutes

const options = async (form) => {
  const answer = await fetch(form.dataset.options, { method: "POST" });
  if (!answer.ok || answer.redirected) throw new Error(String(answer.status));
  const asked = await answer.json();
  asked.challenge = bytes(asked.challenge);
  if (asked.user) asked.user.id = bytes(asked.user.id);
  for (const known of asked.excludeCredentials ?? []) known.id = bytes(known.id);
  return asked;
};

// By hand: what password managers put in the place of a credential often has no toJSON.
const json = ({ id, rawId, type, response }) => {
  const parts = { clientDataJSON: text(response.clientDataJSON) };
  for (const name of ["attestationObject", "authenticatorData", "signature", "userHandle"]) if (response[name]) parts[name] = text(response[name]);
  if (response.getTransports) parts.transports = response.getTransports();
  return JSON.stringify({ id, rawId: text(rawId), type, response: parts, clientExtensionResults: {} });
};

const post = (form, credential) => {
  form.elements.credential.value = json(credential);
  if (form.dispatchEvent(new CustomEvent("given", { cancelable: true }))) form.submit();
};

for (const form of document.querySelectorAll("[data-passkey]")) {
  if (!window.PublicKeyCredential || location.origin !== form.dataset.origin) continue;
  form.hidden = false;
  const absent = document.querySelector("[data-passkey-absent]");
  if (absent) absent.hidden = true;
  const fault = form.querySelector("[data-fault]");
  const create = form.dataset.passkey === "create";
  let offered = null; // a request that waits in the field for addresses, where browsers list passkeys

  const offer = async () => {
    if (create || "inPlace" in form.dataset || !(await PublicKeyCredential.isConditionalMediationAvailable?.())) return;
    offered?.abort();
    const mine = new AbortController();
    offered = mine;
    mine.since = Date.now();
    try {
      const publicKey = await options(form);
      post(form, await navigator.credentials.get({ publicKey, mediation: "conditional", signal: mine.signal }));
    } catch {
      // Nobody asked for it, so nobody is told.
    }
  };

  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    fault.hidden = true;
    offered?.abort();
    offered = null;
    const button = form.querySelector("button");
    button.disabled = true;
    try {
      const publicKey = await options(form);
      post(form, await navigator.credentials[create ? "create" : "get"]({ publicKey }));
    } catch (error) {
      fault.textContent = (error.name === "InvalidStateError" && fault.dataset.known) || fault.dataset.cancelled;
      fault.hidden = false;
      button.disabled = false;
      button.focus();
    }
  });
  document.querySelector("[autocomplete~=webauthn]")?.addEventListener("focus", () => { if (offered && Date.now() - offered.since > FRESH) offer(); });
  offer();
}
