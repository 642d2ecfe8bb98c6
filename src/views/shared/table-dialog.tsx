import { Modal } from "./modal.tsx";
import { Numeral } from "./numeral.tsx";
import "./table-dialog.css";

/** A row of a table: its name, and a number in each column as it is printed. */
export interface TableRow {
  readonly name: string;
  readonly numbers: readonly string[];
  readonly isPinned?: boolean;
}

interface Props {
  readonly title: string;
  /** Name of the part that scrolls, and of the table. */
  readonly label: string;
  readonly caption: string;
  /** What a row is: `Word`. */
  readonly head: string;
  readonly columns: readonly string[];
  readonly rows: readonly TableRow[];
  readonly onClose: () => void;
}

/** The drawn numbers of a chart as a table: a row a word, a column a line. The pinned row is bold. */
export function TableDialog({ title, label, caption, head, columns, rows, onClose }: Props) {
  return (
    <Modal title={title} className="table-dialog" onClose={onClose}>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by the keyboard */}
      <section className="table-scroll" aria-label={label} tabIndex={0}>
        <table className="numbers-table">
          <caption className="visually-hidden">{caption}</caption>
          <thead>
            <tr>
              <th scope="col">{head}</th>
              {columns.map((column) => (
                <th key={column} scope="col">
                  {column}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map(({ name, numbers, isPinned = false }, k) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: a row is its place
              <tr key={k} data-pinned={isPinned || undefined}>
                <th scope="row">{name}</th>
                {columns.map((column, place) => (
                  <td key={column}>
                    <Numeral text={numbers[place] ?? ""} />
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </Modal>
  );
}
