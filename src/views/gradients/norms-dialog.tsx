import { Modal } from "../shared/modal.tsx";
import { useApp } from "../shared/use-app.ts";
import type { Line } from "./layout.ts";
import { formatNorm } from "./numbers.ts";
import { Numeral } from "./numeral.tsx";
import { useStepName } from "./use-chart.ts";
import "./norms-dialog.css";

/** The drawn norms as a table: a row a word, a column a line. The pinned word's row is bold. */
export function NormsDialog({ lines, onClose }: { readonly lines: readonly Line[]; readonly onClose: () => void }) {
  const nameOf = useStepName();
  const isMany = useApp((state) => state.many !== null);
  const pinned = useApp((state) => state.step);
  const isRelative = useApp((state) => state.isRelative);
  const steps = lines[0]?.log10.length ?? 0;
  return (
    <Modal title={isRelative ? "Gradient norms, 1 at the loss" : "Gradient norms"} className="norms-dialog" onClose={onClose}>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by the keyboard */}
      <section className="norms-scroll" aria-label="Norms" tabIndex={0}>
        <table className="norms-table">
          <caption className="visually-hidden">Gradient norms at {steps} words</caption>
          <thead>
            <tr>
              <th scope="col">{isMany ? "Words back" : "Word"}</th>
              {lines.map(({ key, model, letter }) => (
                <th key={key} scope="col">
                  {letter}, {model}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {Array.from({ length: steps }, (_, k) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: a row is its word's place
              <tr key={k} data-pinned={(!isMany && k + 1 === pinned) || undefined}>
                <th scope="row">{isMany ? steps - 1 - k : `${k + 1} ${nameOf(k + 1)}`}</th>
                {lines.map(({ key, log10 }) => (
                  <td key={key}>{log10[k] !== undefined && <Numeral text={formatNorm(log10[k])} />}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </Modal>
  );
}
