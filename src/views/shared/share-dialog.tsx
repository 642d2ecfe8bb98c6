import { useState } from "react";
import { useDialogs } from "./dialogs.tsx";
import { Modal } from "./modal.tsx";
import "./share-dialog.css";
import { useApp } from "./use-app.ts";

/** The address as a link, and the numbers as a file. */
export function ShareDialog() {
  const { close } = useDialogs();
  const [said, setSaid] = useState("");
  const unit = useApp((state) => state.unit);
  const step = useApp((state) => state.step);
  const link = window.location.href;
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
        everything anew.
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
      <ul className="row-list">
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

/** An iframe of the same moment, without header and transport. */
function embedCode(link: string): string {
  const address = new URL(link);
  const state = new URLSearchParams(address.hash.slice(1));
  state.set("embed", "1");
  address.hash = state.toString();
  return `<iframe src="${address.href.replaceAll("&", "&amp;")}" width="1024" height="768" title="Gatescope"></iframe>`;
}
