import { type MouseEvent, type ReactNode, useId, useLayoutEffect, useRef } from "react";
import "./modal.css";
import { CloseIcon } from "./icons.tsx";

interface Props {
  readonly title: string;
  /** A class for its width and what stands inside. */
  readonly className?: string;
  readonly onClose: () => void;
  readonly children: ReactNode;
}

/** A native modal dialog: Esc, the cross and a press outside close it, and the focus returns to where it was. */
export function Modal({ title, className = "", onClose, children }: Props) {
  const dialog = useRef<HTMLDialogElement>(null);
  const titleId = useId();
  /* Closed while it still stands in the page: only then does the browser give the focus back. */
  useLayoutEffect(() => {
    const element = dialog.current;
    element?.showModal();
    return () => element?.close();
  }, []);
  const closed = () => {
    if (dialog.current?.open === false) onClose();
  };
  const closeOutside = (event: MouseEvent) => {
    if (event.target === dialog.current) onClose();
  };
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: a press on the backdrop; the keyboard has Esc, which a modal dialog handles itself
    <dialog ref={dialog} className={`modal ${className}`} aria-labelledby={titleId} onClose={closed} onClick={closeOutside}>
      <div className="modal-body">
        <div className="modal-head">
          <h2 className="modal-title" id={titleId}>
            {title}
          </h2>
          <button type="button" className="icon-button" aria-label="Close" onClick={onClose}>
            <CloseIcon />
          </button>
        </div>
        {children}
      </div>
    </dialog>
  );
}
