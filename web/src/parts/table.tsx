// A table with a caption and headings that say what they head. On narrow screens each row becomes a card; its cells then say
// their heading themselves.
import type { ComponentChildren } from "preact";

export interface Column<T> {
  title: string;
  cell: (row: T) => ComponentChildren;
  kind?: "text" | "number" | "head" | "wide";
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
    <div class="table" role="region" aria-label={caption} tabIndex={0}>
      <table>
        <caption class={hideCaption ? "unseen" : ""}>{caption}</caption>
        <thead>
          <tr>
            {columns.map((column) => (
              <th scope="col" key={column.title} class={column.kind}>{column.title}</th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={name(row)}>
              {columns.map((column) =>
                column.kind === "head" ? (
                  <th scope="row" key={column.title} data-title={column.title}>{column.cell(row)}</th>
                ) : (
                  <td key={column.title} class={column.kind} data-title={column.title}>{column.cell(row)}</td>
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
