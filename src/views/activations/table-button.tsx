import { useState } from "react";
import { TableDialog } from "../shared/table-dialog.tsx";
import { useApp } from "../shared/use-app.ts";
import { useTypedWords } from "../shared/use-typed-word.ts";

interface Props {
  readonly title: string;
  readonly columns: readonly string[];
  /** A column each, entry t − 1 of word t. */
  readonly numbers: readonly ArrayLike<number>[];
  readonly print: (value: number) => string;
}

/** The numbers of a chart over the words, as a table that opens. */
export function TableButton({ title, columns, numbers, print }: Props) {
  const [isOpen, setOpen] = useState(false);
  const words = useTypedWords();
  const pinned = useApp((state) => state.step);
  const steps = numbers[0]?.length ?? 0;
  return (
    <>
      <button type="button" className="text-button" onClick={() => setOpen(true)}>
        Table
      </button>
      {isOpen && (
        <TableDialog
          title={title}
          label={title}
          caption={`${title}, ${steps} words`}
          head="Word"
          columns={columns}
          rows={Array.from({ length: steps }, (_, k) => ({
            name: `${k + 1} ${words[k] ?? ""}`,
            numbers: numbers.map((column) => print(column[k] ?? Number.NaN)),
            isPinned: k + 1 === pinned,
          }))}
          onClose={() => setOpen(false)}
        />
      )}
    </>
  );
}
