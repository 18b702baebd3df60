// Passkeys: makes one, or proves one, with what the server put into the page. Without this file a password and code do.
const bytes = (text) => Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (c) => c.charCodeAt(0));
const text = (buffer) => btoa(String.fromCharCode(...new Uint8Array(buffer)))
  .replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");

function withBytes(options) {
  const ready = { ...options, challenge: bytes(options.challenge) };
  if (ready.user) ready.user = { ...ready.user, id: bytes(ready.user.id) };
  for (const list of ["allowCredentials", "excludeCredentials"]) {
    if (ready[list]) ready[list] = ready[list].map((one) => ({ ...one, id: bytes(one.id) }));
  }
  return ready;
}

function asJson(credential) {
  const { response } = credential;
  const answer = { clientDataJSON: text(response.clientDataJSON) };
  for (const part of ["attestationObject", "authenticatorData", "signature", "userHandle"]) {
    if (response[part]) answer[part] = text(response[part]);
  }
  return {
    id: credential.id,
    rawId: text(credential.rawId),
    type: credential.type,
    response: answer,
    clientExtensionResults: credential.getClientExtensionResults(),
    authenticatorAttachment: credential.authenticatorAttachment,
  };
}

async function options(form) {
  const inPage = document.getElementById("passkey-options");
  if (inPage) return JSON.parse(inPage.textContent);
  const answer = await fetch(form.dataset.passkeyOptions, { headers: { "X-Requested-With": "XMLHttpRequest" } });
  return (await answer.json()).request_options;
}

async function run(form) {
  const { publicKey } = await options(form);
  const makes = form.dataset.passkey === "make";
  const asked = { publicKey: withBytes(publicKey) };
  const credential = makes ? await navigator.credentials.create(asked) : await navigator.credentials.get(asked);
  form.elements.credential.value = JSON.stringify(asJson(credential));
  form.submit();
}

for (const form of document.querySelectorAll("form[data-passkey]")) {
  const button = form.querySelector("[data-passkey-go]");
  const said = form.querySelector("[data-passkey-said]");
  if (!window.PublicKeyCredential) {
    if (said) said.textContent = "This browser has no passkeys. Use a password and code.";
    continue;
  }
  button.hidden = false;
  button.addEventListener("click", (event) => {
    event.preventDefault();
    run(form).catch(() => {
      if (said) said.textContent = "That did not work, or it was stopped. Try again, or use a password and code.";
    });
  });
}
