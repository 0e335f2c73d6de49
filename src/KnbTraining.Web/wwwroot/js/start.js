// Starts the circuit over a WebSocket without negotiation (no sticky sessions needed) and tells calmly when it is gone.
(() => {
  "use strict";

  const dark = matchMedia("(prefers-color-scheme: dark)");
  const base = new URL(document.baseURI).pathname.replace(/\/$/, "") || "/";
  const rememberDevice = () => {
    document.cookie = `knb.device=${dark.matches ? "dark" : "light"}; path=${base}; max-age=31536000; samesite=lax`;
  };
  rememberDevice();
  dark.addEventListener("change", rememberDevice);

  const banner = document.getElementById("connection");
  let waiting = false;
  let wake = () => { };

  const pause = milliseconds => new Promise(resolve => {
    const timer = setTimeout(resolve, milliseconds);
    wake = () => { clearTimeout(timer); resolve(); };
  });

  const serverAnswers = async () => {
    try {
      return (await fetch("health/ready", { cache: "no-store" })).ok;
    } catch {
      return false;
    }
  };

  // An announced restart takes seconds and leaves no circuit to come back to, so a page only looks whether the next process is
  // there, often and at moments of its own: a thousand pages do not come at once. A line that broke without a word may stay away.
  const restartLasts = 30_000;
  const isRestart = since => "restart" in document.body.dataset && performance.now() - since < restartLasts;
  const pauseBefore = (attempt, restart) => (restart ? 1000 : Math.min(500 * 2 ** attempt, 5000)) * (0.5 + Math.random());

  const comeAgain = () => window.knb?.comeAgain ? window.knb.comeAgain() : location.reload();

  // Nothing is pressed into the void: a choice is kept by answers.js, everything else waits.
  const hold = event => {
    if (waiting && event.target instanceof Element && event.target.closest("main")) {
      event.stopImmediatePropagation();
      if (event.type === "submit" || (event.type === "click" && !event.target.closest("label, input, select, summary"))) {
        event.preventDefault();
      }
    }
  };
  for (const event of ["input", "change", "click", "submit"]) {
    addEventListener(event, hold, true);
  }

  // A press that draws nothing within half a second, as on a slow line, is answered by a word until something comes.
  const moment = document.querySelector("#moment > span");
  let asked = 0;
  const answered = () => {
    clearTimeout(asked);
    moment.hidden = true;
  };
  addEventListener("click", event => {
    const pressed = event.target instanceof Element ? event.target.closest("main :is(a[href]:not([download], [target], [href*='#']), button:not([data-print]))") : null;
    if (pressed && !waiting && !event.ctrlKey && !event.metaKey && !event.shiftKey) {
      answered();
      asked = setTimeout(() => {
        moment.hidden = waiting;
        asked = setTimeout(answered, 10_000);
      }, 500);
    }
  });
  new MutationObserver(records => {
    if (records.some(record => !record.target.closest?.("#moment"))) {
      answered();
    }
  }).observe(document.body, { subtree: true, childList: true, attributes: true, characterData: true });

  // A circuit draws nothing in the head of the document; a page that is still being looked for leaves the title as it was.
  new MutationObserver(() => {
    const title = document.querySelector("[data-title]")?.dataset.title;
    if (title && title !== document.title) {
      document.title = title;
    }
  }).observe(document.body, { subtree: true, childList: true, attributeFilter: ["data-title"] });

  // Whoever moved on within one page is taken to its heading in the moment in which it is drawn.
  new MutationObserver(records => records[0].target.focus())
    .observe(document.body, { subtree: true, attributeFilter: ["data-subject"] });

  // false from reconnect() means that the server answers but no longer knows this circuit: what is saved is saved, start afresh.
  const comeBack = async () => {
    const since = performance.now();
    for (let attempt = 0; waiting; attempt++) {
      const restart = isRestart(since);
      try {
        if (!restart && await Blazor.reconnect()) {
          return;
        }
        if (await serverAnswers()) {
          comeAgain();
          return;
        }
      } catch {
        if (attempt > 3 && await serverAnswers()) {
          comeAgain();
          return;
        }
      }
      await pause(pauseBefore(attempt, restart));
    }
  };

  for (const event of ["online", "focus"]) {
    addEventListener(event, () => wake());
  }
  document.addEventListener("visibilitychange", () => { if (!document.hidden) wake(); });

  // A circuit that failed, as under a browser's translator, is started afresh by itself: what is saved is saved, and what was
  // chosen comes along. Not twice in a row, and not where a text may be half typed: there the line says it and waits.
  const failed = "knb.failed";
  const soon = 30_000;
  new MutationObserver(() => {
    const line = document.getElementById("blazor-error-ui");
    if (waiting || line.style.display !== "block" || document.body.classList.contains("admin") || document.querySelector("main :is(textarea, input[type=text], form)")) {
      return;
    }
    try {
      if (Date.now() - Number(sessionStorage.getItem(failed)) > soon) {
        sessionStorage.setItem(failed, String(Date.now()));
        comeAgain();
      }
    } catch { /* A window without storage could load again for ever. */ }
  }).observe(document.getElementById("blazor-error-ui"), { attributeFilter: ["style"] });

  // The circuit draws the page anew when it comes up: the focus would be gone, and what was unfolded would be folded again.
  // Whoever was somewhere already is taken back there, and finds the page as it was left.
  const placeOf = element => {
    const steps = [];
    for (let at = element; at !== document.body && at.parentElement; at = at.parentElement) {
      steps.unshift(`${at.localName}:nth-child(${1 + [...at.parentElement.children].indexOf(at)})`);
    }
    return { path: `body>${steps.join(">")}`, text: element.textContent };
  };
  const again = place => {
    const found = document.querySelector(place.path);
    return found?.textContent === place.text ? found : null;
  };
  const isLive = () => document.querySelector('main[data-live="no"]') === null;
  if (!isLive()) {
    let held = null;
    let folds = [];
    const look = () => {
      held = document.activeElement === document.body ? null : placeOf(document.activeElement);
      folds = [...document.querySelectorAll("details")].map(element => ({ ...placeOf(element), element }));
    };
    look();

    // What the reader does once the page listens is newer than what is held.
    const hold = event => {
      if (!isLive()) {
        look();
      } else if (event.type === "toggle") {
        const { path } = placeOf(event.target);
        folds = folds.filter(fold => fold.path !== path);
      } else {
        held = null;
      }
    };
    document.addEventListener("focusin", hold);
    document.addEventListener("toggle", hold, true);
    const watch = new MutationObserver(() => {
      if (!isLive()) {
        return;
      }
      folds = folds.filter(fold => {
        const found = again(fold);
        if (found) {
          // The element itself is asked, also when it is gone: the event of a last press may never have arrived.
          found.open = fold.element.open;
        }
        return !found;
      });
      const focused = held && again(held);
      if (focused && document.activeElement === document.body) {
        focused.focus({ preventScroll: true });
      }
      if (focused) {
        held = null;
      }
      if (held === null && folds.length === 0) {
        watch.disconnect();
        document.removeEventListener("focusin", hold);
        document.removeEventListener("toggle", hold, true);
      }
    });
    watch.observe(document.body, { subtree: true, childList: true, attributeFilter: ["data-live"] });
  }

  // A page whose socket never opens would say for ever that it has stopped. Where the server answers, the session stands and only
  // the socket does not open, it is the network that blocks it.
  const blocked = document.getElementById("blocked");
  const failure = document.getElementById("blazor-error-ui");
  const mayPoll = document.body.dataset.transport === "any";
  const socketOpens = () => new Promise(resolve => {
    const address = new URL("_blazor", document.baseURI);
    address.protocol = address.protocol.replace("http", "ws");
    const probe = new WebSocket(address);
    const answer = opens => { probe.close(); resolve(opens); };
    probe.addEventListener("open", () => answer(true));
    probe.addEventListener("error", () => answer(false));
    setTimeout(() => answer(false), 10_000);
  });
  const sessionStands = async () => (await fetch("account/session", { cache: "no-store" })).ok;
  let explaining = false;
  const explain = async () => {
    if (explaining || mayPoll || isLive()) {
      return;
    }
    explaining = true;
    try {
      if (await serverAnswers() && await sessionStands() && !await socketOpens() && !isLive()) {
        document.body.dataset.blocked = "";
        blocked.hidden = false;
      }
    } catch {
      // The line broke meanwhile: whatever is said already stays.
    }
    explaining = false;
  };
  new MutationObserver(explain).observe(failure, { attributeFilter: ["style"] });
  setTimeout(explain, 15_000);

  // One transport needs no negotiation, and so no node that remembers it. Polling does: that is for a single node.
  const transport = mayPoll ? { transport: 1 | 4 } : { skipNegotiation: true, transport: 1 };
  Blazor.start({
    circuit: {
      configureSignalR: builder => builder.withUrl("_blazor", { ...transport, WebSocket: window.knb.Socket }),
      reconnectionHandler: {
        onConnectionDown: () => {
          if (waiting) {
            return;
          }
          waiting = true;
          document.body.dataset.waiting = "";
          // A blink of the network is nobody's business.
          setTimeout(() => { banner.hidden = !waiting; }, 700);
          comeBack();
        },
        onConnectionUp: () => {
          waiting = false;
          banner.hidden = true;
          // A failed attempt to reconnect shows the framework's error line; it is over.
          document.getElementById("blazor-error-ui").style.display = "none";
          delete document.body.dataset.waiting;
          delete document.body.dataset.restart;
          dispatchEvent(new Event("knb:back"));
        }
      }
    }
  });
})();
