import { useState } from "react";
import { cutText } from "../../engine/cut-text.ts";
import { SHOWN_NOTICES } from "../../engine/limits.ts";
import type { Notice } from "../../store/state.ts";
import type { Problem } from "../../worker/protocol.ts";
import { useDialogs } from "./dialogs.tsx";
import { AlertIcon, CloseIcon, LockIcon } from "./icons.tsx";
import "./notices.css";
import { useApp } from "./use-app.ts";

/** Letters of a title, of a text and of a cell of the table that are printed at once; the whole text opens in a field that scrolls. */
const TITLE = 120;
const DETAIL = 320;
const CELL = 60;

/** What the page has to say: the newest lines, which stay until they are dismissed. */
export function Notices() {
  const notices = useApp((state) => state.notices);
  if (notices.length === 0) return null;
  const older = notices.length - SHOWN_NOTICES;
  return (
    <div className="notices">
      {older > 0 && <p className="notices-older">{older === 1 ? "1 more behind these" : `${older} more behind these`}</p>}
      {notices.slice(-SHOWN_NOTICES).map((notice) => (
        <NoticeLine key={notice.id} notice={notice} />
      ))}
    </div>
  );
}

/** A line with its ways on; a file that does not fit opens into its tensors. */
function NoticeLine({ notice: { id, kind, problem, ways } }: { readonly notice: Notice }) {
  const dismiss = useApp((state) => state.dismiss);
  const { title, detail, tensors } = problem;
  return (
    <div
      className="notice"
      data-kind={kind}
      data-misfit={tensors !== undefined || undefined}
      role={kind === "info" ? "status" : "alert"}
    >
      {kind === "problem" && <AlertIcon />}
      <div className="notice-text">
        {tensors === undefined ? (
          <p>
            <b>{cutText(title, TITLE)}.</b> {cutText(detail, DETAIL)}
          </p>
        ) : (
          <>
            <h2 className="misfit-title">{cutText(title, TITLE)}</h2>
            <p>{cutText(detail, DETAIL)}</p>
            <MisfitTable tensors={tensors} />
          </>
        )}
        {(title.length > TITLE || detail.length > DETAIL) && <WholeMessage problem={problem} />}
        {ways.length > 0 && (
          <div className="notice-ways">
            {ways.map(({ label, go }) => (
              <button
                key={label}
                type="button"
                className="button"
                onClick={() => {
                  dismiss(id);
                  go();
                }}
              >
                {label}
              </button>
            ))}
          </div>
        )}
        {tensors !== undefined && <MisfitWays onDismiss={() => dismiss(id)} />}
      </div>
      <button type="button" className="icon-button" aria-label="Dismiss" onClick={() => dismiss(id)}>
        <CloseIcon />
      </button>
    </div>
  );
}

/** A message that is longer than a line: whole, in a field that scrolls. */
function WholeMessage({ problem: { title, detail } }: { readonly problem: Problem }) {
  const [isOpen, setOpen] = useState(false);
  if (isOpen)
    return <textarea className="text-field notice-whole" aria-label="Whole message" readOnly value={`${title}. ${detail}`} />;
  return (
    <button type="button" className="text-button" onClick={() => setOpen(true)}>
      Whole message
    </button>
  );
}

/** What was found and what was needed. */
function MisfitTable({ tensors }: { readonly tensors: NonNullable<Problem["tensors"]> }) {
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
function MisfitWays({ onDismiss }: { readonly onDismiss: () => void }) {
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
