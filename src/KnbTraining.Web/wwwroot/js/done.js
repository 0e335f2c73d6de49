// Whoever has gone leaves nothing in the browser: what pages kept for themselves goes with the session.
(() => {
  "use strict";

  for (const store of ["sessionStorage", "localStorage"]) {
    try {
      window[store].clear();
    } catch { /* A window without storage has nothing to forget. */ }
  }
})();
