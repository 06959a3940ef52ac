import type { Snippet } from "svelte";

/** A cell while it is edited: what is typed, until Enter or Tab commits it and Esc forgets it. */
export class CellEdit {
  text = $state("");
  readonly row: number;
  readonly column: number;

  constructor(row: number, column: number, text: string) {
    this.row = row;
    this.column = column;
    this.text = text;
  }
}

/** How a cell is edited. */
export interface CellEditor<Row> {
  /** What the editor starts with. */
  text: (row: Row) => string;
  /** Takes what was typed; it is shown by the next `rows`. */
  oncommit: (row: Row, text: string, index: number) => void;
  /** The editor; without one a plain line of text. Its first input gets the focus; it binds `edit.text`. */
  editor?: Snippet<[Row, CellEdit]>;
  /** Whether the row's cell can be edited; all can without it. */
  isOpen?: (row: Row) => boolean;
}

/** A column: its head, its width as a grid track, and what a cell shows. */
export interface Column<Row> {
  key: string;
  head: string;
  width: string;
  isNumber?: boolean;
  /** The head is read out, but not seen. */
  isHeadHidden?: boolean;
  cell: Snippet<[Row]>;
  /** The owner sorts by it when `onsort` asks. */
  isSortable?: boolean;
  /** Stays in view while the grid scrolls sideways; its width must be a length. */
  sticky?: "start" | "end";
  edit?: CellEditor<Row>;
  /** A cell in trouble gets an underline in the hue of its status. */
  tone?: (row: Row) => "stop" | "warn" | undefined;
  /** What the footer row shows in this column. */
  foot?: string | undefined;
}

/** What the rows are sorted by. */
export interface Sort {
  key: string;
  isDescending: boolean;
}

/** What a row is, in a grid of groups: the head of a group, or a part of it. */
export type RowKind = "group" | "sub" | undefined;
