import type { Problem } from "../../worker/protocol.ts";
import { useDialogs } from "./dialogs.tsx";
import { AlertIcon, CloseIcon, LockIcon } from "./icons.tsx";
import "./notices.css";
import { useApp } from "./use-app.ts";

/** What the page has to say: lines that stay until they are dismissed; a file that does not fit opens into its tensors. */
export function Notices() {
  const notices = useApp((state) => state.notices);
  const dismiss = useApp((state) => state.dismiss);
  if (notices.length === 0) return null;
  return (
    <div className="notices">
      {notices.map(({ id, kind, problem }) =>
        problem.tensors === undefined ? (
          <div key={id} className="notice" data-kind={kind} role={kind === "problem" ? "alert" : "status"}>
            {kind === "problem" && <AlertIcon />}
            <p>
              <b>{problem.title}.</b> {problem.detail}
            </p>
            <button type="button" className="icon-button" aria-label="Dismiss" onClick={() => dismiss(id)}>
              <CloseIcon />
            </button>
          </div>
        ) : (
          <MisfitNotice key={id} problem={problem} tensors={problem.tensors} onDismiss={() => dismiss(id)} />
        ),
      )}
    </div>
  );
}

interface MisfitProps {
  readonly problem: Problem;
  readonly tensors: NonNullable<Problem["tensors"]>;
  readonly onDismiss: () => void;
}

/** A file that does not fit: what was found, what was needed, two ways on. */
function MisfitNotice({ problem, tensors, onDismiss }: MisfitProps) {
  const { show } = useDialogs();
  const label = useApp((state) => state.entries.find((entry) => entry.id === state.modelId)?.label ?? state.modelId);
  const another = () => {
    onDismiss();
    show("models");
  };
  return (
    <div className="notice misfit" data-kind="problem" role="alert">
      <AlertIcon />
      <div>
        <h2 className="misfit-title">{problem.title}</h2>
        <p>{problem.detail}</p>
        <table className="misfit-table">
          <thead>
            <tr>
              <th scope="col">Tensor</th>
              <th scope="col">Found</th>
              <th scope="col">Needed</th>
            </tr>
          </thead>
          <tbody>
            {tensors.map((tensor) => (
              <tr key={tensor.name} data-misfit={!tensor.fits || undefined}>
                <th scope="row">{tensor.name}</th>
                <td>{tensor.found}</td>
                <td>{tensor.needed}</td>
              </tr>
            ))}
          </tbody>
        </table>
        <div className="misfit-ways">
          <button type="button" className="button" data-primary onClick={another}>
            Choose another file
          </button>
          <button type="button" className="button" onClick={onDismiss}>
            Keep {label}
          </button>
          <span className="misfit-private">
            <LockIcon /> stays on this device
          </span>
        </div>
      </div>
    </div>
  );
}
