/** Where the cursor of a grid is; row −1 is its heads. */
export interface Cell {
  row: number;
  column: number;
}

/** How large the grid is, and how many rows a page has. */
export interface Extent {
  rows: number;
  columns: number;
  pageRows: number;
  /** Whether ↑ from the first row leads to the heads (they sort). */
  hasHeads?: boolean;
  /** Whether letters are typed into cells, so that J and K are no moves. */
  isTyped?: boolean;
}

type Move = (at: Cell, extent: Extent) => Cell;

const down: Move = (at) => ({ ...at, row: at.row + 1 });
const up: Move = (at, extent) => ({ ...at, row: at.row > 0 || (at.row === 0 && extent.hasHeads) ? at.row - 1 : at.row });

const moves: Record<string, Move> = {
  ArrowDown: down,
  ArrowUp: up,
  ArrowRight: (at) => ({ ...at, column: at.column + 1 }),
  ArrowLeft: (at) => ({ ...at, column: at.column - 1 }),
  PageDown: (at, extent) => ({ ...at, row: at.row + extent.pageRows }),
  PageUp: (at, extent) => ({ ...at, row: Math.max(0, at.row - extent.pageRows) }),
  Home: (at) => ({ ...at, column: 0 }),
  End: (at, extent) => ({ ...at, column: extent.columns - 1 }),
  "Ctrl+Home": () => ({ row: 0, column: 0 }),
  "Ctrl+End": (_, extent) => ({ row: extent.rows - 1, column: extent.columns - 1 }),
};

const letters: Record<string, Move> = { j: down, k: up };

function within(value: number, least: number, count: number): number {
  return Math.max(least, Math.min(count - 1, value));
}

/** Keeps a cell inside the grid. */
export function clamp(at: Cell, extent: Extent): Cell {
  const least = extent.hasHeads ? -1 : 0;
  return { row: within(at.row, least, extent.rows), column: within(at.column, 0, extent.columns) };
}

/** The cell that a key leads to; `undefined` when the key is not the grid's (ARIA APG grid; J and K besides). */
export function moveBy(event: Pick<KeyboardEvent, "key" | "ctrlKey" | "metaKey" | "altKey">, at: Cell, extent: Extent): Cell | undefined {
  if (event.altKey || event.metaKey) return undefined;
  const move = event.ctrlKey ? moves[`Ctrl+${event.key}`] : (moves[event.key] ?? (extent.isTyped ? undefined : letters[event.key]));
  return move && clamp(move(at, extent), extent);
}

/** The rows to render: those in view, a few around them. */
export function visibleRows(view: { top: number; height: number; rowHeight: number; rows: number }): { first: number; last: number } {
  const around = 8;
  const first = Math.floor(view.top / view.rowHeight) - around;
  const last = Math.ceil((view.top + view.height) / view.rowHeight) + around;
  return { first: Math.max(0, first), last: Math.min(view.rows, last) };
}

/** The next cell that can be edited: to the right, then from the left of the row below; `undefined` past the last. */
export function nextEditable(from: Cell, step: 1 | -1, rows: number, isEditable: (cell: Cell) => boolean, columns: number): Cell | undefined {
  let place = from.row * columns + from.column + step;
  while (place >= 0 && place < rows * columns) {
    const cell = { row: Math.floor(place / columns), column: place % columns };
    if (isEditable(cell)) return cell;
    place += step;
  }
  return undefined;
}

/** How far from its edge each sticky column stays: the widths of those before it. */
export function stickyOffsets(columns: readonly { width: string; sticky?: "start" | "end" | undefined }[]): (string | undefined)[] {
  const before: string[] = [];
  const starts = columns.map((column) => {
    if (column.sticky !== "start") return undefined;
    const offset = `calc(${["0px", ...before].join(" + ")})`;
    before.push(column.width);
    return offset;
  });
  const after: string[] = [];
  return [...columns].reverse().reduce<(string | undefined)[]>((offsets, column, index) => {
    const start = starts[columns.length - 1 - index];
    if (column.sticky !== "end") return [start, ...offsets];
    const offset = `calc(${["0px", ...after].join(" + ")})`;
    after.push(column.width);
    return [offset, ...offsets];
  }, []);
}
