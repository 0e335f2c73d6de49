// A browser's translator replaces texts by elements of its own, whatever the page asks for. The circuit still holds the old
// texts: what it changes would change nowhere, and where it takes one away it would fail and end. So each text that somebody
// else took out is put back in the same moment, before anything is painted.
(() => {
  "use strict";

  // A translator that insists wins in the end: two that mend each other for ever help nobody.
  const mostTimes = 5;
  const times = new WeakMap();

  // The framework marks each node that it holds with its parent, and each parent with its children, under symbols without a name.
  const marks = node => Object.getOwnPropertySymbols(node).map(symbol => node[symbol]);
  const parentOf = node => marks(node).find(mark => mark instanceof Node);
  const isHeld = node => {
    const parent = parentOf(node);
    return parent !== undefined && marks(parent).some(mark => Array.isArray(mark) && mark.includes(node));
  };
  const isForeign = node => node instanceof Element && parentOf(node) === undefined;

  const putBack = (text, { target, previousSibling: before, nextSibling: after }, added) => {
    if (after?.parentNode === target) {
      target.insertBefore(text, after);
    } else if (before?.parentNode === target) {
      before.after(text);
    } else {
      target.append(text);
    }
    for (const node of [before, after, ...added]) {
      if (node?.parentNode === target && isForeign(node)) {
        node.remove();
      }
    }
  };

  const watch = new MutationObserver(records => {
    for (const record of [...records].reverse()) {
      for (const text of record.removedNodes) {
        const done = times.get(text) ?? 0;
        if (text.nodeType === Node.TEXT_NODE && !text.isConnected && record.target.isConnected && done < mostTimes && isHeld(text)) {
          times.set(text, done + 1);
          putBack(text, record, records.filter(other => other.target === record.target).flatMap(other => [...other.addedNodes]));
        }
      }
    }
    watch.takeRecords();
  });
  watch.observe(document.body, { subtree: true, childList: true });
})();
