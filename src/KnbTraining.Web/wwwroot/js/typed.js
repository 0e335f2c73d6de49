// Sends what is typed in a box as a stream: one message of the connection holds 32 KB, and a document may be longer.
// The page hears at once that something is being typed; the text follows after a pause, or when the box is left.
const pause = 400;

// The words that were marked last, in whatever box: a button that asks for them has taken the focus.
let words = "";

export function marked() {
  return words;
}

// Brings a field that somebody was led to into view, ready to be typed in.
export function reach(id) {
  const field = document.getElementById(id);
  field?.scrollIntoView({ block: "center" });
  (field?.matches("input, textarea, select, button") ? field : field?.querySelector("input, textarea, select, button"))?.focus({ preventScroll: true });
}

const place = "knb.typed.";
const lost = "knb.lost.";
const own = (name, under = place) => `${under}${document.body.dataset.who ?? ""}.${name}`;

// Everything that was kept under a name, or under a name that begins with it, is saved or given up.
export function forget(name) {
  try {
    Object.keys(sessionStorage).filter(key => key.startsWith(own(name))).forEach(key => sessionStorage.removeItem(key));
  } catch {
    // The browser keeps nothing.
  }
}

export function listen(box, page, longest, name) {
  const kept = name ? own(name) : null;
  const offered = name ? own(name, lost) : null;
  // Numbers of changes: the last one typed, announced, begun to be sent, and known to have arrived.
  let typed = 0, announced = 0, begun = 0, arrived = 0;
  let timer = 0, busy = false;
  // What the server has put in the place of a text while the browser still waited for word of it.
  let pending = null;
  // What a richer editor, drawn over the box, wants to hear.
  let shown = () => { };

  function put(text) {
    if (box.value !== text) {
      box.value = text;
      shown();
    }
  }

  // A copy stays in this window until the page says that the text is saved: a connection that ends for good takes the page with it.
  function keep() {
    if (kept) {
      try {
        sessionStorage.setItem(kept, box.value);
      } catch {
        // The browser keeps nothing, or has no room: the text stays in the box.
      }
    }
  }

  async function send() {
    clearTimeout(timer);
    if (busy) {
      return;
    }
    busy = true;
    try {
      while (arrived < typed) {
        begun = typed;
        const mine = begun;
        const text = box.value;
        if (text.length > longest) {
          await page.invokeMethodAsync("TooLongAsync", mine, text.length);
        } else {
          // A stream without a byte would never end.
          await page.invokeMethodAsync("ArriveAsync", mine, text === "" ? null : DotNet.createJSStreamReference(new TextEncoder().encode(text)));
        }
        arrived = mine;
      }
    } catch {
      // The connection broke, which start.js says. The text stays in the box, and leaving the page asks.
    } finally {
      busy = false;
    }
    if (pending !== null && arrived === typed) {
      put(pending);
      pending = null;
    }
  }

  function type() {
    typed++;
    pending = null;
    if (announced <= begun) {
      announced = typed;
      page.invokeMethodAsync("TypeAsync", typed).catch(() => { });
    }
    keep();
    clearTimeout(timer);
    timer = setTimeout(send, pause);
  }

  function ask(event) {
    if (arrived < typed && document.body.dataset.leaves === undefined) {
      event.preventDefault();
    }
  }

  function mark() {
    words = box.value.slice(box.selectionStart, box.selectionEnd).slice(0, 500);
  }

  // How far down a place of the text is, whatever the width at which its lines break.
  function heightTo(offset) {
    const twin = box.cloneNode(false);
    twin.removeAttribute("id");
    twin.setAttribute("aria-hidden", "true");
    twin.tabIndex = -1;
    Object.assign(twin.style, { position: "absolute", visibility: "hidden", width: `${box.offsetWidth}px`, height: "0", minHeight: "0", maxHeight: "none", fieldSizing: "fixed" });
    twin.value = box.value.slice(0, offset);
    box.after(twin);
    const height = twin.scrollHeight;
    twin.remove();
    return height;
  }

  delete document.body.dataset.leaves;
  box.addEventListener("input", type);
  box.addEventListener("change", send);
  box.addEventListener("select", mark);
  window.addEventListener("beforeunload", ask);
  const listener = {
    box,
    set(text) {
      if (arrived === typed) {
        put(text);
      } else {
        pending = text;
      }
    },
    // The place of the cursor in what has arrived.
    async place() {
      await send();
      return box.selectionStart ?? 0;
    },
    // Marks a line, counted from 1, and shows it.
    goTo(line) {
      const lines = box.value.split("\n");
      const at = Math.min(Math.max(line, 1), lines.length) - 1;
      const from = lines.slice(0, at).reduce((sum, text) => sum + text.length + 1, 0);
      if (listener.rich) {
        listener.rich.goTo(from, from + lines[at].length);
        return;
      }
      box.focus({ preventScroll: true });
      box.setSelectionRange(from, from + lines[at].length);
      box.scrollTop = Math.max(0, heightTo(from) - box.clientHeight / 2);
      box.scrollIntoView({ block: "nearest" });
    },
    // What was typed in this window and never saved, where it is not what the box holds. It is laid aside: what is typed and saved
    // meanwhile does not take its place, and it is offered until it is put back or dropped.
    forgotten() {
      try {
        const text = kept ? sessionStorage.getItem(kept) : null;
        if (text !== null && text !== box.value) {
          sessionStorage.setItem(offered, text);
          sessionStorage.removeItem(kept);
        }
        const aside = offered ? sessionStorage.getItem(offered) : null;
        return aside !== null && aside !== box.value;
      } catch {
        return false;
      }
    },
    recall() {
      const text = sessionStorage.getItem(offered);
      sessionStorage.removeItem(offered);
      if (text !== null) {
        put(text);
        type();
      }
    },
    drop() {
      sessionStorage.removeItem(offered);
    },
    // What a richer editor has been given to type in: the box stays what is sent, and what is there without it.
    type(text) {
      box.value = text;
      type();
    },
    send,
    mark(text) {
      words = text.slice(0, 500);
    },
    whenShown(hear) {
      shown = hear;
    },
    async stop() {
      await send();
      listener.rich?.destroy();
      box.removeEventListener("input", type);
      box.removeEventListener("change", send);
      box.removeEventListener("select", mark);
      window.removeEventListener("beforeunload", ask);
    },
  };
  return listener;
}
