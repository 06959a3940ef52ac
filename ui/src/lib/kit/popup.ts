/** Where a popup goes: under its anchor, or above it when there is no room below (in CSS pixels of the window). */
export interface PopupPlace {
  left: number;
  top: number | undefined;
  bottom: number | undefined;
  width: number;
  maxHeight: number;
}

const GAP = 2;
const EDGE = 8;

/** Places a popup of a wished width beside an anchor; it flips and shrinks instead of leaving the window. */
export function placePopup(
  anchor: { left: number; top: number; bottom: number; width: number },
  page: { width: number; height: number },
  wish: { width: number; height: number },
): PopupPlace {
  const width = Math.min(Math.max(anchor.width, wish.width), page.width - 2 * EDGE);
  const left = Math.max(EDGE, Math.min(anchor.left, page.width - EDGE - width));
  const below = page.height - anchor.bottom - GAP - EDGE;
  const above = anchor.top - GAP - EDGE;
  if (below >= wish.height || below >= above) {
    return { left, top: anchor.bottom + GAP, bottom: undefined, width, maxHeight: Math.min(wish.height, below) };
  }
  return { left, top: undefined, bottom: page.height - anchor.top + GAP, width, maxHeight: Math.min(wish.height, above) };
}
