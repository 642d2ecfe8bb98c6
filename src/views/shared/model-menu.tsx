import { type ChangeEvent, useId } from "react";
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
  const modelId = useApp((state) => state.modelId);
  const status = useApp((state) => state.status.kind);
  const chooseModel = useApp((state) => state.chooseModel);
  const closeModel = useApp((state) => state.closeModel);
  const choose = (id: string) => {
    chooseModel(id);
    close();
  };
  return (
    <Modal title="Models" className="model-menu" onClose={close}>
      <div className="model-menu-columns">
        <FileDrop onOpened={close} />
        <ul className="row-list model-list">
          {entries.map((entry) => (
            <li key={entry.id} className="model-item">
              <button
                type="button"
                className="model-row"
                aria-label={`${entry.label}, ${entry.note}, ${formatBytes(entry.bytes)}`}
                aria-current={entry.id === modelId || undefined}
                title={entry.label}
                onClick={() => choose(entry.id)}
              >
                <span className="status-dot" data-status={entry.id === modelId ? status : "none"} />
                <span className="model-row-name">{entry.label}</span>
                <span className="model-row-note">{entry.note}</span>
                <span className="model-row-size">{formatBytes(entry.bytes)}</span>
              </button>
              {entry.origin === "opened" && (
                <button
                  type="button"
                  className="icon-button"
                  aria-label={`Close ${entry.label}`}
                  title="Close this model"
                  onClick={(event) => {
                    // The row goes: the focus stays in the menu.
                    event.currentTarget.closest("ul")?.querySelector<HTMLElement>(".model-row")?.focus();
                    closeModel(entry.id);
                  }}
                >
                  <CloseIcon />
                </button>
              )}
            </li>
          ))}
        </ul>
      </div>
    </Modal>
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
