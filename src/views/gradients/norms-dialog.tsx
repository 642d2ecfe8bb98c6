import { formatNorm } from "../shared/powers.ts";
import { TableDialog } from "../shared/table-dialog.tsx";
import { useApp } from "../shared/use-app.ts";
import type { Line } from "./layout.ts";
import { useStepName } from "./use-chart.ts";

/** The drawn norms as a table: a row a word, a column a line. The pinned word's row is bold. */
export function NormsDialog({ lines, onClose }: { readonly lines: readonly Line[]; readonly onClose: () => void }) {
  const nameOf = useStepName();
  const isMany = useApp((state) => state.many !== null);
  const pinned = useApp((state) => state.step);
  const isRelative = useApp((state) => state.isRelative);
  const steps = lines[0]?.log10.length ?? 0;
  return (
    <TableDialog
      title={isRelative ? "Gradient norms, 1 at the loss" : "Gradient norms"}
      label="Norms"
      caption={`Gradient norms at ${steps} words`}
      head={isMany ? "Words back" : "Word"}
      columns={lines.map(({ model, letter }) => `${letter}, ${model}`)}
      rows={Array.from({ length: steps }, (_, k) => ({
        name: isMany ? String(steps - 1 - k) : `${k + 1} ${nameOf(k + 1)}`,
        numbers: lines.map(({ log10 }) => (log10[k] === undefined ? "" : formatNorm(log10[k]))),
        isPinned: !isMany && k + 1 === pinned,
      }))}
      onClose={onClose}
    />
  );
}
