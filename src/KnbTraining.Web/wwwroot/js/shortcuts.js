// Single keys press what carries them in aria-keyshortcuts. The server hears of a choice, never of a key.
// Each reader can turn the keys off (WCAG 2.1.4); the choice stays in this browser.
(() => {
  "use strict";

  const root = document.documentElement;
  const store = "knb.keys";
  const read = () => {
    try {
      return localStorage.getItem(store);
    } catch {
      return null;
    }
  };
  root.dataset.keys = read() === "off" ? "off" : "on";

  const turn = state => {
    root.dataset.keys = state;
    try {
      localStorage.setItem(store, state);
    } catch {
      // A browser without storage keeps the choice for this page only.
    }
    document.querySelector(`[data-turn-keys="${state === "on" ? "off" : "on"}"]`)?.focus();
  };

  // The place of a key where the layout has no Latin letters; digits always by place, because a Kazakh layout has letters there.
  const nameOf = event => {
    const digit = /^(?:Digit|Numpad)([0-9])$/.exec(event.code);
    if (digit) {
      return digit[1];
    }
    if (/^[a-z]$/i.test(event.key)) {
      return event.key.toUpperCase();
    }
    const letter = /^Key([A-Z])$/.exec(event.code);
    return letter && event.key.length === 1 ? letter[1] : event.key;
  };

  const ownsKey = (element, name) => {
    if (!(element instanceof Element)) {
      return false;
    }
    if (element.closest("select, textarea, [contenteditable], input:not([type=radio], [type=checkbox])")) {
      return true;
    }
    return name === "Enter" && element.closest("a, button, summary") !== null;
  };

  document.addEventListener("click", event => {
    const button = event.target instanceof Element ? event.target.closest("[data-turn-keys]") : null;
    if (button) {
      turn(button.dataset.turnKeys);
    }
  });

  document.addEventListener("keydown", event => {
    if (root.dataset.keys === "off" || event.defaultPrevented || event.repeat || event.isComposing
        || event.ctrlKey || event.altKey || event.metaKey) {
      return;
    }
    const name = nameOf(event);
    if (ownsKey(event.target, name)) {
      return;
    }
    const target = document.querySelector(`main [aria-keyshortcuts~="${CSS.escape(name)}"]:enabled, main a[aria-keyshortcuts~="${CSS.escape(name)}"]`);
    // Before the circuit is up nobody hears of a choice, and it would look chosen all the same. A link works always.
    if (target && (target instanceof HTMLAnchorElement || document.querySelector('main[data-live="no"]') === null)) {
      event.preventDefault();
      // A pressed button keeps no focus that Enter would then press again.
      if (target instanceof HTMLInputElement) {
        target.focus({ preventScroll: true });
      }
      target.click();
    }
  });
})();
