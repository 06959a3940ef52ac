const FOCUSABLE = 'a[href], button:not([disabled]), input:not([disabled]), select:not([disabled]), textarea:not([disabled]), [tabindex]:not([tabindex="-1"])';
const FIELDS = 'input:not([disabled]), select:not([disabled]), textarea:not([disabled]), [role="combobox"]';

/** What Tab can reach inside an element, in order. */
export function tabStops(within: HTMLElement): HTMLElement[] {
  return [...within.querySelectorAll<HTMLElement>(FOCUSABLE)].filter((element) => element.tabIndex >= 0 && !element.closest("[hidden], [inert]"));
}

/** Where the focus starts in a dialog. */
export function startOf(within: HTMLElement): HTMLElement | undefined {
  return within.querySelector<HTMLElement>("[data-start]") ?? within.querySelector<HTMLElement>(FIELDS) ?? tabStops(within)[0];
}

/** Keeps Tab inside an element: past the last comes the first. */
export function enclose(within: HTMLElement, event: KeyboardEvent): void {
  const stops = tabStops(within);
  const edge = event.shiftKey ? stops[0] : stops.at(-1);
  const other = event.shiftKey ? stops.at(-1) : stops[0];
  if (!edge || !other || (document.activeElement !== edge && within.contains(document.activeElement))) return;
  event.preventDefault();
  other.focus();
}
