// A dialog that holds the focus until it is answered; markup alone cannot open one like that.
export function show(dialog) {
  if (!dialog.open) {
    dialog.showModal();
  }
}
