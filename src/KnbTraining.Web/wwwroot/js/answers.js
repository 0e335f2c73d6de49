// What is chosen on the page, held against what the server has heard. A choice that did not arrive is never called saved:
// it is said to be on its way, and sent again when the connection is back. The server takes the same choice once.
(() => {
  "use strict";

  const returned = "knb.returned";
  const kept = "knb.chosen";
  const claim = "knb.claim";
  const patience = 1200;
  const store = {
    get: name => { try { return sessionStorage.getItem(name); } catch { return null; } },
    set: (name, value) => { try { sessionStorage.setItem(name, value); } catch { /* A window without storage goes on without it. */ } },
    take: name => { const value = store.get(name); try { sessionStorage.removeItem(name); } catch { /* As above. */ } return value; },
  };

  const byItself = store.take(returned) !== null;
  const brought = store.take(kept);
  let wanted = brought !== null && brought.startsWith(`${location.pathname} `) ? brought.slice(location.pathname.length + 1) : null;
  let sent = null;
  let timer = 0;
  let claims = 0;
  let forgets = false;

  // What is open on a page that may be taken away before it is loaded again, because its session ended elsewhere.
  let unsent = null;

  const receipt = () => document.querySelector("main .receipt[data-heard]");
  const controls = () => [...document.querySelectorAll("main fieldset.question :is(input, select)")];
  const levels = () => [...document.querySelectorAll("main fieldset.certainty input")];
  const isOn = control => control instanceof HTMLSelectElement ? !control.value.endsWith(":") : control.checked;
  const codeOf = (control, index) => control instanceof HTMLSelectElement ? control.value : String(index);

  const chosen = () => {
    const codes = controls().map((control, index) => isOn(control) ? codeOf(control, index) : null).filter(code => code !== null);
    return `${codes.join(" ")}#${levels().find(level => level.checked)?.value ?? ""}`;
  };

  const press = control => control.dispatchEvent(new Event("input", { bubbles: true }));

  // Changes only what differs from what the server has heard.
  const send = (wish, heard) => {
    const [codes, level] = wish.split("#");
    const wishes = new Set(codes.split(" ").filter(code => code));
    const known = new Set(heard.split("#")[0].split(" ").filter(code => code));
    controls().forEach((control, index) => {
      if (control instanceof HTMLSelectElement) {
        const row = `${index}:`;
        const wish = [...wishes].find(code => code.startsWith(row)) ?? row;
        if (wish !== ([...known].find(code => code.startsWith(row)) ?? row)) {
          control.value = wish;
          press(control);
        }
        return;
      }
      const on = wishes.has(String(index));
      if (on !== known.has(String(index)) && (on || control.type === "checkbox")) {
        control.checked = on;
        press(control);
      }
    });
    if (level && level !== heard.split("#")[1]) {
      const button = levels().find(other => other.value === level);
      if (button) {
        button.checked = true;
        press(button);
      }
    }
  };

  const listens = () => !("waiting" in document.body.dataset)
    && document.querySelector("main[data-live=yes]") !== null
    && document.querySelector("main fieldset.question:enabled") !== null;

  const settle = () => {
    timer = 0;
    const heard = receipt()?.dataset.heard;
    if (heard === undefined || !listens()) {
      return;
    }
    const wish = wanted ?? chosen();
    wanted = null;
    if (wish !== heard && wish !== sent) {
      sent = wish;
      send(wish, heard);
    }
    update();
  };

  const update = () => {
    const line = receipt();
    if (!line) {
      return;
    }
    const open = wanted !== null && wanted !== line.dataset.heard || chosen() !== line.dataset.heard;
    unsent = open ? `${location.pathname} ${wanted ?? chosen()}` : null;
    if (line.hasAttribute("data-unsent") !== open) {
      line.toggleAttribute("data-unsent", open);
    }
    if (!open) {
      sent = null;
    } else if (timer === 0) {
      timer = setTimeout(settle, wanted === null ? patience : 0);
    }
  };

  // What was chosen and not heard comes along when the page is loaded again, by itself or by a person.
  addEventListener("pagehide", () => {
    const heard = receipt()?.dataset.heard;
    const wish = wanted ?? chosen();
    const open = heard === undefined ? unsent : wish !== heard ? `${location.pathname} ${wish}` : null;
    if (open !== null && !forgets) {
      store.set(kept, open);
    }
  });
  addEventListener("input", update, true);
  addEventListener("knb:back", () => { sent = null; update(); });
  new MutationObserver(update).observe(document.body, { subtree: true, childList: true, attributes: true, attributeFilter: ["data-heard", "data-live", "data-waiting", "disabled"] });

  window.knb = Object.assign(window.knb ?? {}, {
    /** Loads the page again, without a person's wish. */
    comeAgain: () => {
      store.set(returned, "1");
      location.reload();
    },
    forget: () => { forgets = true; store.take(kept); store.take(claim); },
    /** Remembers the claim of this window. Returns the one before where the page was loaded without a person's wish. */
    claim: id => {
      const before = byItself && claims === 0 ? store.get(claim) : null;
      claims++;
      store.set(claim, id);
      return before;
    },
    restarts: () => { document.body.dataset.restart = ""; },
  });
})();
