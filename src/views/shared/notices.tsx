import { Suspense, useState } from "react";
import { cutText } from "../../engine/cut-text.ts";
import { SHOWN_NOTICES } from "../../engine/limits.ts";
import type { Notice } from "../../store/state.ts";
import type { Problem } from "../../worker/protocol.ts";
import { AlertIcon, CloseIcon } from "./icons.tsx";
import { lazily } from "./lazily.tsx";
import "./notices.css";
import { useApp } from "./use-app.ts";

/** Letters of a title and of a text that are printed at once; the whole text opens in a field that scrolls. */
const TITLE = 120;
const DETAIL = 320;

const MisfitTable = lazily(() => import("./misfit.tsx").then((module) => module.MisfitTable));
const MisfitWays = lazily(() => import("./misfit.tsx").then((module) => module.MisfitWays));

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
            <Suspense>
              <MisfitTable tensors={tensors} />
            </Suspense>
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
        {tensors !== undefined && (
          <Suspense>
            <MisfitWays onDismiss={() => dismiss(id)} />
          </Suspense>
        )}
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
