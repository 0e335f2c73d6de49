// Goes where a link would: a page that has no circuit is loaded, which a call of the router does not do.
export function follow(address) {
  // Whoever said that they leave is not asked once more by the browser, whatever is still on its way; typed.js reads it.
  document.body.dataset.leaves = "yes";
  const link = document.createElement("a");
  link.href = address;
  document.body.append(link);
  link.click();
  link.remove();
}

// A dialog that holds the focus until it is answered; markup alone cannot open one like that.
export function show(dialog) {
  if (!dialog.open) {
    dialog.showModal();
  }
}
