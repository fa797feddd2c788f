// A table with a caption and headings that say what they head. On narrow screens each row becomes a card: what names it and what
// is `beside` that come first, and each cell says its heading itself. The roles are said because a browser forgets them with the
// layout.
import type { ComponentChildren } from "preact";

export interface Column<T> {
  title: string;
  cell: (row: T) => ComponentChildren;
  kind?: "text" | "number" | "head" | "wide";
  /** On a card: at the right of what names it. */
  beside?: boolean;
}

interface Given<T> {
  caption: string;
  columns: Column<T>[];
  rows: T[];
  name: (row: T) => string | number;
  hideCaption?: boolean;
  foot?: ComponentChildren;
}

export function Table<T>({ caption, columns, rows, name, hideCaption, foot }: Given<T>) {
  return (
    <div class="table" role="group" aria-label={caption} tabIndex={0}>
      <table role="table">
        <caption class={hideCaption ? "unseen" : ""}>{caption}</caption>
        <thead role="rowgroup">
          <tr role="row">
            {columns.map((column) => (
              <th role="columnheader" scope="col" key={column.title} class={column.kind}>{column.title}</th>
            ))}
          </tr>
        </thead>
        <tbody role="rowgroup">
          {rows.map((row) => (
            <tr role="row" key={name(row)}>
              {columns.map((column) =>
                column.kind === "head" ? (
                  <th role="rowheader" scope="row" key={column.title} data-title={column.title}><div>{column.cell(row)}</div></th>
                ) : (
                  <td role="cell" key={column.title} class={classOf(column)} data-title={column.title}><div>{column.cell(row)}</div></td>
                ),
              )}
            </tr>
          ))}
        </tbody>
        {foot && <tfoot>{foot}</tfoot>}
      </table>
    </div>
  );
}

const classOf = <T,>({ kind, beside }: Column<T>): string => [kind, beside && "beside"].filter(Boolean).join(" ");
