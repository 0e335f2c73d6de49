// Sends what is typed in a box as a stream: one message of the connection holds 32 KB, and a document may be longer.
// The page hears at once that something is being typed; the text follows after a pause, or when the box is left.
const pause = 400;

export function listen(box, page, longest) {
  // Numbers of changes: the last one typed, announced, begun to be sent, and known to have arrived.
  let typed = 0, announced = 0, begun = 0, arrived = 0;
  let timer = 0, busy = false;

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
  }

  function type() {
    typed++;
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
      if (arrived === typed && box.value !== text) {
        box.value = text;
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
