import { type ChangeEvent, useId } from "react";
import type { ModelEntry } from "../../store/model-state.ts";
import { useDialogs } from "./dialogs.tsx";
import { formatBytes } from "./format.ts";
import { CloseIcon } from "./icons.tsx";
import { FileIcon, LockIcon } from "./later-icons.tsx";
import { Modal } from "./modal.tsx";
import "./model-menu.css";
import { readFiles } from "./read-files.ts";
import { useApp } from "./use-app.ts";

/** The models at hand, and the reader's own from a file. */
export function ModelMenu() {
  const { close } = useDialogs();
  const entries = useApp((state) => state.entries);
  const chooseModel = useApp((state) => state.chooseModel);
  const choose = (id: string) => {
    chooseModel(id);
    close();
  };
  return (
    <Modal title="Models" className="model-menu" onClose={close}>
      <div className="model-menu-columns">
        <FileDrop onOpened={close} />
        <div className="model-gallery">
          {groupsOf(entries).map(({ heading, members }) => (
            <section key={heading} aria-label={heading === "" ? "Models" : heading}>
              {heading !== "" && <h3 className="model-group">{heading}</h3>}
              <ul className="row-list model-list">
                {members.map((entry) => (
                  <ModelRow key={entry.id} entry={entry} onChosen={choose} />
                ))}
              </ul>
            </section>
          ))}
        </div>
      </div>
    </Modal>
  );
}

/** The reader's own stand under a heading of theirs; those of which nothing more is known yet under none. */
function groupsOf(entries: readonly ModelEntry[]) {
  const headings = new Map<string, ModelEntry[]>();
  for (const entry of entries) {
    const heading = entry.origin === "opened" ? "Yours" : (entry.group ?? "");
    headings.set(heading, [...(headings.get(heading) ?? []), entry]);
  }
  return Array.from(headings, ([heading, members]) => ({ heading, members }));
}

/** A model: its name, what it is, how large; in grey the sentence that it opens with. */
function ModelRow({ entry, onChosen }: { readonly entry: ModelEntry; readonly onChosen: (id: string) => void }) {
  const { id, label, note, origin, bytes, opens } = entry;
  const isCurrent = useApp((state) => state.modelId === id);
  const status = useApp((state) => state.status.kind);
  const closeModel = useApp((state) => state.closeModel);
  return (
    <li className="model-item">
      <button
        type="button"
        className="model-row"
        aria-label={`${label}, ${note}, ${formatBytes(bytes)}`}
        aria-current={isCurrent || undefined}
        title={label}
        onClick={() => onChosen(id)}
      >
        <span className="status-dot" data-status={isCurrent ? status : "none"} />
        <span className="model-row-name">{label}</span>
        <span className="model-row-note">
          {note}
          {opens !== undefined && <span className="model-row-opens">{opens.text}</span>}
        </span>
        <span className="model-row-size">{formatBytes(bytes)}</span>
      </button>
      {origin === "opened" && (
        <button
          type="button"
          className="icon-button"
          aria-label={`Close ${label}`}
          title="Close this model"
          onClick={(event) => {
            // The row goes: the focus moves to another one.
            event.currentTarget.closest(".model-gallery")?.querySelector<HTMLElement>(".model-row")?.focus();
            closeModel(id);
          }}
        >
          <CloseIcon />
        </button>
      )}
    </li>
  );
}

/** The file input as a place to drop on; a file dropped anywhere else on the page is opened as well. */
function FileDrop({ onOpened }: { readonly onOpened: () => void }) {
  const openFiles = useApp((state) => state.openFiles);
  const hintId = useId();
  const open = async (event: ChangeEvent<HTMLInputElement>) => {
    const input = event.target;
    const files = await readFiles(input.files);
    input.value = "";
    if (files.length === 0) return;
    openFiles(files);
    onOpened();
  };
  return (
    <label className="file-drop">
      <FileIcon />
      <span className="file-drop-title">Open a model</span>
      <input
        type="file"
        className="visually-hidden"
        aria-label="Open a model"
        aria-describedby={hintId}
        multiple
        onChange={open}
      />
      <span className="file-drop-hint" id={hintId}>
        Choose or drop a .safetensors of an nn.LSTM or nn.RNN, with its config.json and vocab.json where you have them. Of any
        other file it is said how to convert it.
      </span>
      <span className="file-drop-private">
        <LockIcon /> It is read on this device and goes nowhere.
      </span>
    </label>
  );
}
