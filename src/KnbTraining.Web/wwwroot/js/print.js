// What is printed of people and of the house is told to the server, by whatever menu it is printed. A button of ours tells it first and
// prints only what could be recorded; it is shown only where a script can press it.
(() => {
  "use strict";

  const address = () => {
    const base = new URL(document.baseURI).pathname;
    return new URL(`printed?page=${encodeURIComponent(location.pathname.slice(base.length))}`, document.baseURI);
  };

  let told = false;
  addEventListener("beforeprint", () => {
    if (!told && document.querySelector("[data-printed]")) {
      navigator.sendBeacon(address());
    }
  });

  // A page that listens may draw its button later: the click is heard wherever it stands.
  for (const button of document.querySelectorAll("[data-print]")) {
    button.hidden = false;
  }

  document.addEventListener("click", async (event) => {
    if (!event.target.closest("[data-print]")) {
      return;
    }

    const refused = document.querySelector("[data-print-refused]");
    refused.hidden = true;
    try {
      told = (await fetch(address(), { method: "POST" })).ok;
    } catch {
      told = false;
    }
    if (told) {
      print();
      told = false;
    } else {
      refused.hidden = false;
    }
  });
})();
