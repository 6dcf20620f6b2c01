// Makes and uses passkeys: hands the browser what the site asks, and sends its answer with the form.
(function () {
  "use strict";
  function bytes(text) {
    const plain = atob(text.replace(/-/g, "+").replace(/_/g, "/"));
    return Uint8Array.from(plain, (sign) => sign.charCodeAt(0));
  }
  function text(buffer) {
    const plain = String.fromCharCode(...new Uint8Array(buffer));
    return btoa(plain).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
  }
  function readable(options) {
    const asked = { ...options, challenge: bytes(options.challenge) };
    if (asked.user) asked.user = { ...asked.user, id: bytes(asked.user.id) };
    for (const list of ["excludeCredentials", "allowCredentials"]) {
      if (asked[list]) asked[list] = asked[list].map((key) => ({ ...key, id: bytes(key.id) }));
    }
    return asked;
  }
  function sendable(credential) {
    const response = {};
    for (const part of ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"]) {
      if (credential.response[part]) response[part] = text(credential.response[part]);
    }
    return JSON.stringify({
      id: credential.id,
      rawId: text(credential.rawId),
      type: credential.type,
      response: response,
      clientExtensionResults: credential.getClientExtensionResults(),
    });
  }
  async function asked(form) {
    if (form.dataset.options) return JSON.parse(form.dataset.options).publicKey;
    const answer = await fetch(form.dataset.ask, { headers: { Accept: "application/json" } });
    if (!answer.ok) throw new Error("no options");
    return (await answer.json()).request_options.publicKey;
  }
  async function act(form) {
    const options = readable(await asked(form));
    const alone = form.elements.passwordless;
    if (alone && alone.checked) {
      options.authenticatorSelection = {
        ...options.authenticatorSelection,
        residentKey: "required",
        requireResidentKey: true,
        userVerification: "required",
      };
    }
    const credential = await navigator.credentials[form.dataset.passkey]({ publicKey: options });
    form.elements.credential.value = sendable(credential);
    form.submit();
  }
  for (const form of document.querySelectorAll("form[data-passkey]")) {
    if (!window.PublicKeyCredential) continue;
    form.hidden = false;
    form.querySelector("button").addEventListener("click", function () {
      act(form).catch(function () {
        form.querySelector(".error").hidden = false;
      });
    });
  }
})();
