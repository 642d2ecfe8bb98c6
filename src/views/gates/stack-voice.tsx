import { type Ref, useImperativeHandle, useRef } from "react";
import type { Speaker } from "./speaker.ts";

/** How long a confirmation stands. */
const SHOWN_MS = 2400;

/** The polite voice of the stack, and the line that confirms a copy. */
export function StackVoice({ ref }: { readonly ref: Ref<Speaker> }) {
  const voice = useRef<HTMLParagraphElement>(null);
  const note = useRef<HTMLParagraphElement>(null);
  const timer = useRef(0);
  useImperativeHandle(ref, () => {
    const confirm = (text: string) => {
      if (note.current === null) return;
      note.current.textContent = text;
      window.clearTimeout(timer.current);
      timer.current = window.setTimeout(() => {
        if (note.current !== null) note.current.textContent = "";
      }, SHOWN_MS);
    };
    return {
      say: (text) => {
        if (voice.current !== null) voice.current.textContent = text;
      },
      copy: (text, confirmation) => {
        if (navigator.clipboard === undefined) return confirm("This page may not copy: it was not loaded over https");
        navigator.clipboard.writeText(text).then(
          () => confirm(confirmation),
          () => confirm("The browser did not allow the copy"),
        );
      },
    };
  }, []);
  return (
    <>
      <p ref={voice} className="visually-hidden" aria-live="polite" />
      <p ref={note} className="stack-note" aria-live="polite" />
    </>
  );
}
