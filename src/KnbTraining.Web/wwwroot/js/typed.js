// Sends what is typed in a box as a stream: one message of the connection holds 32 KB, and a document may be longer.
// The page hears at once that something is being typed; the text follows after a pause, or when the box is left.
const pause = 400;

export function listen(box, page, longest) {
  // Numbers of changes: the last one typed, announced, begun to be sent, and known to have arrived.
  let typed = 0, announced = 0, begun = 0, arrived = 0;
  let timer = 0, busy = false;
  // What the server has put in the place of a text while the browser still waited for word of it.
  let pending = null;

  function put(text) {
    if (box.value !== text) {
      box.value = text;
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
    clearTimeout(timer);
    timer = setTimeout(send, pause);
  }

  function ask(event) {
    if (arrived < typed) {
      event.preventDefault();
    }
  }

  box.addEventListener("input", type);
  box.addEventListener("change", send);
  window.addEventListener("beforeunload", ask);
  return {
    set(text) {
      if (arrived === typed) {
        put(text);
      } else {
        pending = text;
      }
    },
    async stop() {
      await send();
      box.removeEventListener("input", type);
      box.removeEventListener("change", send);
      window.removeEventListener("beforeunload", ask);
    },
  };
}
