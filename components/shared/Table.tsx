import type { ReactNode } from 'react';

export interface Column<Row> {
  id: string;
  /** The head of the column. On narrow screens a row becomes a block, with this before each cell. */
  label: string;
  cell: (row: Row) => ReactNode;
  /** Classes of the cells. */
  look?: string;
  numeric?: boolean;
  /** Replaces the label in the head. */
  head?: ReactNode;
  sorted?: 'ascending' | 'descending' | undefined;
  /** A column of buttons: its label is only read aloud. */
  hideLabel?: boolean;
}

interface TableProps<Row> {
  columns: Column<Row>[];
  rows: Row[];
  keyOf: (row: Row) => string | number;
  /** Classes of the table. */
  look?: string;
  /** Test id of each row. */
  rowTestId?: string;
}

/** The table of all screens. */
export function Table<Row>({ columns, rows, keyOf, look, rowTestId }: TableProps<Row>) {
  const classesOf = (column: Column<Row>, cell: string | undefined) =>
    [column.numeric ? 'n' : '', cell].filter(Boolean).join(' ') || undefined;
  return (
    <div className="tw">
      <table className={look}>
        <thead>
          <tr>
            {columns.map((column) => (
              <th
                key={column.id}
                scope="col"
                className={classesOf(column, undefined)}
                {...(column.sorted ? { 'aria-sort': column.sorted } : {})}
              >
                {column.hideLabel ? (
                  <span className="only-read">{column.label}</span>
                ) : (
                  (column.head ?? column.label)
                )}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={keyOf(row)} data-testid={rowTestId}>
              {columns.map((column) => (
                <td
                  key={column.id}
                  className={classesOf(column, column.look)}
                  {...(column.hideLabel ? {} : { 'data-label': column.label })}
                >
                  {column.cell(row)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
