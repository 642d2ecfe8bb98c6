import { type ReactNode, useEffect, useId, useRef, useState } from "react";
import { useApp } from "./use-app.ts";
import "./hues.css";

interface Props {
  /** Title of the view, for those who cannot see where they are. */
  readonly view: string;
  /** What the view shows, as a claim: `An LSTM remembers that a quotation is open`. */
  readonly title: ReactNode;
  /** One computed line; its numbers are `<b data-hue="c">+1.5</b>`. */
  readonly line: ReactNode;
  /** One sentence that says what is seen, or what speaks against the line. */
  readonly note: ReactNode;
  /** The one thing to press: a button of the class `pill`; false where there is none. */
  readonly action?: ReactNode;
  /** One further way, under it: a button or link of the class `statement-link`. */
  readonly link?: ReactNode;
}

/** What a view states of this sentence, in the place that its `Statement` has at the top right. Its title is the page's heading. */
export function Statement({ view, title, line, note, action, link }: Props) {
  const id = useId();
  return (
    <header className="statement">
      <h1 aria-describedby={id}>
        <span className="visually-hidden">{view}: </span>
        {title}
      </h1>
      <Line id={id}>{line}</Line>
      <p className="statement-note">{note}</p>
      {action && <div className="statement-action">{action}</div>}
      {link !== undefined && <div className="statement-further">{link}</div>}
    </header>
  );
}

/** The line changes with the word; it is announced once the sentence has come to rest, not at every word. */
function Line({ id, children }: { readonly id: string; readonly children: ReactNode }) {
  const line = useRef<HTMLParagraphElement>(null);
  const decided = useApp((state) => state.unitOrder);
  const [spoken, setSpoken] = useState("");
  // biome-ignore lint/correctness/useExhaustiveDependencies: the order of the units changes when the reader has decided on a sentence
  useEffect(() => setSpoken(line.current?.textContent ?? ""), [decided]);
  return (
    <>
      <p ref={line} id={id} className="statement-line">
        {children}
      </p>
      <p className="visually-hidden" aria-live="polite">
        {spoken}
      </p>
    </>
  );
}
