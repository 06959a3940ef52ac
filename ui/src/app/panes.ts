/** The pane after the one that has the focus (F6). */
export function focusNextPane(): void {
  const panes = [...document.querySelectorAll<HTMLElement>("[data-pane]")];
  const at = panes.findIndex((pane) => pane.contains(document.activeElement));
  const next = panes[(at + 1) % panes.length];
  (next?.querySelector<HTMLElement>('[tabindex="0"], input, button, a[href]') ?? next)?.focus();
}
