// A browser's translator takes texts out of the page and puts elements of its own in their place, some of them whatever the
// page asks for. The circuit still holds the old texts: what it changes would change nowhere, and where it takes one away it
// would fail and end. So before each word of the server is heard, every text is put back where it was. A translator that
// insists then translates what is new.
(() => {
  "use strict";

  const out = new Set();

  // The framework marks each node that it holds with its parent, and each parent with its children, under symbols without a name.
  const marks = node => Object.getOwnPropertySymbols(node).map(symbol => node[symbol]);
  const parentOf = node => marks(node).find(mark => mark instanceof Node);
  const childrenOf = node => marks(node).find(Array.isArray) ?? [];
  const isHeld = node => {
    const parent = parentOf(node);
    return parent !== undefined && childrenOf(parent).includes(node);
  };
  const isForeign = node => node instanceof Element && parentOf(node) === undefined;

  // What stands after a node in the page: in the same place, or after the component that the place ends with.
  const placeAfter = node => {
    const parent = parentOf(node);
    const siblings = childrenOf(parent);
    const next = siblings.slice(siblings.indexOf(node) + 1).find(sibling => sibling.isConnected);
    if (next) {
      return { parent: next.parentNode, before: next };
    }
    return parent instanceof Element ? { parent, before: null } : placeAfter(parent);
  };

  const putBack = text => {
    const { parent, before } = placeAfter(text);
    parent.insertBefore(text, before);
    for (const side of ["previousSibling", "nextSibling"]) {
      while (text[side] && isForeign(text[side])) {
        text[side].remove();
      }
    }
  };

  const learn = records => {
    for (const node of records.flatMap(record => [...record.removedNodes])) {
      if (node.nodeType === Node.TEXT_NODE && !node.isConnected && isHeld(node)) {
        out.add(node);
      }
    }
  };
  const watch = new MutationObserver(learn);
  watch.observe(document.body, { subtree: true, childList: true });

  const putAllBack = () => {
    learn(watch.takeRecords());
    for (const text of out) {
      if (!text.isConnected && isHeld(text)) {
        putBack(text);
      }
    }
    out.clear();
    watch.takeRecords();
  };

  // A word of the server that changes the page is longer than this; the beats by which both know of each other are not.
  const beat = 16;

  window.knb = Object.assign(window.knb ?? {}, {
    Socket: class extends WebSocket {
      constructor(...where) {
        super(...where);
        this.addEventListener("message", event => {
          if (event.data.byteLength > beat) {
            putAllBack();
          }
        });
      }
    },
  });
})();
