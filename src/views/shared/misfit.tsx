import { cutText } from "../../engine/cut-text.ts";
import type { Problem } from "../../worker/protocol.ts";
import { useDialogs } from "./dialogs.tsx";
import { LockIcon } from "./later-icons.tsx";
import { useApp } from "./use-app.ts";

/** Letters of a cell of the table that are printed. */
const CELL = 60;

/** What was found and what was needed. */
export function MisfitTable({ tensors }: { readonly tensors: NonNullable<Problem["tensors"]> }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls is reached by the keyboard
    <section className="misfit-scroll" aria-label="Tensors" tabIndex={0}>
      <table className="misfit-table">
        <thead>
          <tr>
            <th scope="col">Tensor</th>
            <th scope="col">Found</th>
            <th scope="col">Needed</th>
          </tr>
        </thead>
        <tbody>
          {tensors.map(({ name, found, needed, fits }) => (
            <tr key={name} data-misfit={!fits || undefined}>
              <th scope="row" title={name}>
                {cutText(name, CELL)}
              </th>
              <td title={found}>{cutText(found, CELL)}</td>
              <td title={needed}>{cutText(needed, CELL)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

/** Two ways on from a file that does not fit. */
export function MisfitWays({ onDismiss }: { readonly onDismiss: () => void }) {
  const { show } = useDialogs();
  const label = useApp((state) => state.entries.find((entry) => entry.id === state.modelId)?.label ?? state.modelId);
  const another = () => {
    onDismiss();
    show("models");
  };
  return (
    <div className="notice-ways">
      <button type="button" className="button" data-primary onClick={another}>
        Choose another file
      </button>
      <button type="button" className="button keep-model" title={label} onClick={onDismiss}>
        Keep {label}
      </button>
      <span className="misfit-private">
        <LockIcon /> stays on this device
      </span>
    </div>
  );
}
