/** The pane after the one that has the focus (F6). */
export function focusNextPane(): void {
  // A pane for which a narrow window has no room takes no focus.
  const panes = [...document.querySelectorAll<HTMLElement>("[data-pane]")].filter((pane) => getComputedStyle(pane).display !== "none");
  const at = panes.findIndex((pane) => pane.contains(document.activeElement));
  const next = panes[(at + 1) % panes.length];
  const stops = [...(next?.querySelectorAll<HTMLElement>('[tabindex="0"], input, select, textarea, button, a[href]') ?? [])];
  // A radio that is not chosen, or a cell beside the cursor, is no stop of Tab.
  (stops.find((stop) => stop.tabIndex >= 0) ?? next)?.focus();
}
