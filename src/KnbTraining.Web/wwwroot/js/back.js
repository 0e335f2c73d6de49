// Going back in the browser shows no page of a session that has ended: one that the browser kept whole is asked for anew.
addEventListener("pageshow", event => {
  "use strict";

  if (event.persisted) {
    document.body.hidden = true;
    location.reload();
  }
});
