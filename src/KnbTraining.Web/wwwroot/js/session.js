// Asks quietly whether the session still stands, and lets the person sign in again over the same page. Working keeps the
// session alive: what goes through the circuit alone would not.
(() => {
  "use strict";

  const who = document.body.dataset.who;
  const dialog = document.getElementById("sign-in-again");
  if (!who || !dialog) {
    return;
  }
  const every = 60_000;
  const atMostEvery = 2_000;
  const address = `account/sign-in?back=${encodeURIComponent(new URL("account/session", document.baseURI).pathname)}`;
  const place = dialog.querySelector("[data-form]");
  const note = dialog.querySelector("[data-note]");
  let active = false;
  let asked = performance.now();

  // Another person's page is none of theirs, not even for a moment.
  const leave = () => {
    window.knb?.forget();
    document.body.hidden = true;
    location.replace(document.baseURI);
  };

  const say = text => {
    note.textContent = text ?? "";
    note.hidden = !text;
  };

  const show = form => {
    form.removeAttribute("action");
    form.addEventListener("submit", event => {
      event.preventDefault();
      signIn(form);
    });
    place.replaceChildren(form);
    (form.querySelector("[aria-invalid]") ?? form.querySelector("input:not([type=hidden])"))?.focus();
  };

  const formIn = html => document.importNode(new DOMParser().parseFromString(html, "text/html").querySelector("main form"), true);

  const signIn = async form => {
    say(null);
    try {
      const answer = await fetch(address, { method: "POST", body: new URLSearchParams(new FormData(form)), headers: { "Accept-Language": document.documentElement.lang } });
      if (answer.status === 429) {
        say(dialog.dataset.wait);
        return;
      }
      const text = await answer.text();
      if (answer.redirected && answer.ok && answer.url.includes("/account/session")) {
        goOn(text);
        return;
      }
      show(formIn(text));
    } catch {
      say(dialog.dataset.offline);
    }
  };

  const open = async () => {
    if (dialog.open) {
      return;
    }
    dialog.showModal();
    try {
      const page = await fetch(address, { cache: "no-store", headers: { "Accept-Language": document.documentElement.lang } });
      if (page.redirected && page.url.includes("/account/session")) {
        // Signed in again elsewhere in the meantime.
        goOn(await page.text());
        return;
      }
      show(formIn(await page.text()));
    } catch {
      say(dialog.dataset.offline);
    }
  };

  const goOn = account => account === who ? window.knb.comeAgain() : leave();

  // ended: the circuit has nobody any more, so that a session which stands again needs a fresh page.
  const ask = async (query, ended = false) => {
    if (document.hidden && !ended) {
      return;
    }
    asked = performance.now();
    let answer;
    try {
      answer = await fetch(`account/session?active=${active}${query}`, { cache: "no-store" });
    } catch {
      return;
    }
    active = false;
    if (answer.status === 401) {
      await open();
    } else if (answer.ok) {
      const account = await answer.text();
      if (ended || dialog.open || account !== who) {
        goOn(account);
      }
    }
  };

  const askSoon = () => performance.now() - asked > atMostEvery ? ask("") : undefined;

  for (const name of ["input", "keydown", "pointerdown"]) {
    addEventListener(name, () => { active = true; }, { capture: true, passive: true });
  }
  addEventListener("input", askSoon, true);
  addEventListener("focus", askSoon);
  document.addEventListener("visibilitychange", askSoon);
  setInterval(() => ask(""), every);

  // A person who is not let in again can still do nothing here.
  dialog.addEventListener("cancel", event => event.preventDefault());

  window.knb = Object.assign({ comeAgain: () => location.reload(), forget: () => { } }, window.knb, { sessionEnded: () => ask("&check=true", true) });
})();
