/** Where the cursor of a grid is. */
export interface Cell {
  row: number;
  column: number;
}

/** How large the grid is, and how many rows a page has. */
export interface Extent {
  rows: number;
  columns: number;
  pageRows: number;
}

type Move = (at: Cell, extent: Extent) => Cell;

const moves: Record<string, Move> = {
  ArrowDown: (at) => ({ ...at, row: at.row + 1 }),
  ArrowUp: (at) => ({ ...at, row: at.row - 1 }),
  j: (at) => ({ ...at, row: at.row + 1 }),
  k: (at) => ({ ...at, row: at.row - 1 }),
  ArrowRight: (at) => ({ ...at, column: at.column + 1 }),
  ArrowLeft: (at) => ({ ...at, column: at.column - 1 }),
  PageDown: (at, extent) => ({ ...at, row: at.row + extent.pageRows }),
  PageUp: (at, extent) => ({ ...at, row: at.row - extent.pageRows }),
  Home: (at) => ({ ...at, column: 0 }),
  End: (at, extent) => ({ ...at, column: extent.columns - 1 }),
  "Ctrl+Home": () => ({ row: 0, column: 0 }),
  "Ctrl+End": (_, extent) => ({ row: extent.rows - 1, column: extent.columns - 1 }),
};

function within(value: number, count: number): number {
  return Math.max(0, Math.min(count - 1, value));
}

/** Keeps a cell inside the grid. */
export function clamp(at: Cell, extent: Extent): Cell {
  return { row: within(at.row, extent.rows), column: within(at.column, extent.columns) };
}

/** The cell that a key leads to; `undefined` when the key is not the grid's (ARIA APG grid; J and K besides). */
export function moveBy(event: Pick<KeyboardEvent, "key" | "ctrlKey" | "metaKey" | "altKey">, at: Cell, extent: Extent): Cell | undefined {
  if (event.altKey || event.metaKey) return undefined;
  const move = moves[event.ctrlKey ? `Ctrl+${event.key}` : event.key];
  return move && clamp(move(at, extent), extent);
}

/** The rows to render: those in view, a few around them. */
export function visibleRows(view: { top: number; height: number; rowHeight: number; rows: number }): { first: number; last: number } {
  const around = 8;
  const first = Math.floor(view.top / view.rowHeight) - around;
  const last = Math.ceil((view.top + view.height) / view.rowHeight) + around;
  return { first: Math.max(0, first), last: Math.min(view.rows, last) };
}
