import { useState } from "react";
import { writeTrace } from "../../engine/export-trace.ts";
import { useDialogs } from "./dialogs.tsx";
import { Modal } from "./modal.tsx";
import "./share-dialog.css";
import { download } from "./download.ts";
import { embedCode, sayLength, shareLink } from "./share-link.ts";
import { useApp, useAppHandle } from "./use-app.ts";

/** The address as a link, and the numbers as a file. */
export function ShareDialog() {
  const { close } = useDialogs();
  const [said, setSaid] = useState("");
  const unit = useApp((state) => state.unit);
  const step = useApp((state) => state.step);
  const entry = useApp((state) => state.entries.find((candidate) => candidate.id === state.modelId));
  const isShipped = entry?.origin === "shipped";
  const { store } = useAppHandle();
  const [link] = useState(() => shareLink(window.location.href, store.getState(), isShipped));
  const long = sayLength(link, store.getState().text);
  const copy = async (text: string, done: string) => {
    try {
      await navigator.clipboard.writeText(text);
      setSaid(done);
    } catch {
      setSaid("The browser refused the clipboard: select the text and copy it.");
    }
  };
  return (
    <Modal title="Share this moment" className="share-dialog" onClose={close}>
      <p>
        The link carries the sentence, unit {unit}, word {step} and the stage. No model is uploaded: who opens it computes
        everything anew
        {isShipped ? "." : `, with ${entry?.label ?? "your model"} only where its file is opened again.`}
      </p>
      <div className="share-link">
        <input
          type="text"
          className="text-field"
          aria-label="Link"
          readOnly
          value={link}
          onFocus={(event) => event.currentTarget.select()}
        />
        <button type="button" className="button" data-primary onClick={() => copy(link, "Link copied")}>
          Copy link
        </button>
      </div>
      {long !== null && <p className="share-long">{long}</p>}
      <ul className="row-list">
        <li>
          <span>Numbers of this sentence</span>
          <TraceButton onSaid={setSaid} />
        </li>
        <GradientsRow onSaid={setSaid} />
        <li>
          <span>Embed in a page</span>
          <button type="button" className="text-button" onClick={() => copy(embedCode(link), "Code copied")}>
            Copy code
          </button>
        </li>
      </ul>
      <p role="status" className="share-said">
        {said}
      </p>
    </Modal>
  );
}

/** Downloads every signal of every word, and what is expected after each (FORMATS.md section 2). */
function TraceButton({ onSaid }: { readonly onSaid: (said: string) => void }) {
  const { store, buffer } = useAppHandle();
  const isThere = useApp((state) => !state.isBusy && state.runProblem === null && state.steps > 0);
  const save = async () => {
    const { model, text, tokens, distributions } = store.getState();
    const trace = buffer.trace();
    if (model === null || trace === null) return;
    onSaid("Writing the numbers");
    try {
      const steps = model.hasReadout ? await distributions() : [];
      const { config, words } = model;
      const pieces = writeTrace({ config, words, text, tokens, trace, distributions: steps });
      download("gatescope-trace.json", await collect(pieces), "application/json");
      onSaid("gatescope-trace.json saved");
    } catch (error) {
      onSaid(error instanceof Error ? error.message : "The numbers could not be written.");
    }
  };
  return (
    <button type="button" className="text-button" disabled={!isThere} onClick={save}>
      Trace as JSON
    </button>
  );
}

/** Downloads the norms of the studied models (FORMATS.md section 3), where there are any. */
function GradientsRow({ onSaid }: { readonly onSaid: (said: string) => void }) {
  const isThere = useApp((state) => state.view === "gradients" && state.studies.length > 0 && !state.isBusy);
  const exportGradients = useApp((state) => state.exportGradients);
  if (!isThere) return null;
  const save = async () => {
    onSaid("Computing every Jacobian");
    try {
      download("gatescope-gradients.json", [await exportGradients()], "application/json");
      onSaid("gatescope-gradients.json saved");
    } catch (error) {
      onSaid(error instanceof Error ? error.message : "The gradients could not be written.");
    }
  };
  return (
    <li>
      <span>Gradients of this sentence</span>
      <button type="button" className="text-button" onClick={save}>
        Gradients as JSON
      </button>
    </li>
  );
}

/** All pieces, written a few milliseconds at a time, so that a long text does not hold up the page. */
async function collect(pieces: Iterable<string>): Promise<string[]> {
  const written: string[] = [];
  let since = performance.now();
  for (const piece of pieces) {
    written.push(piece);
    if (performance.now() - since < 8) continue;
    await new Promise((resolve) => setTimeout(resolve));
    since = performance.now();
  }
  return written;
}
