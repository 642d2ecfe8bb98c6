import { useLayoutEffect, useRef, useState } from "react";
import { createPortal } from "react-dom";
import { CloseIcon } from "../shared/icons.tsx";
import { useApp } from "../shared/use-app.ts";
import "./reading-guide.css";

interface Caption {
  /** What it is about: the first of these that is on the page. */
  readonly over: readonly string[];
  readonly title: string;
  readonly text: string;
}

/** In the order in which the page is read. What a number is called in the field comes after what it does. */
const captions: readonly Caption[] = [
  {
    over: [".sentence-axis"],
    title: "Words, from left to right",
    text: "The network reads one word at a time. Press a word and everything below shows the network just after it; type to change the sentence.",
  },
  {
    over: [".unit-story"],
    title: "What one unit holds",
    text: "A unit is one number that is carried from word to word. The bracket says for how long this one was kept. Blue is above zero, brown below.",
  },
  {
    over: [".unit-story"],
    title: "Why it holds",
    text: "The forget gate f keeps at 1 and erases at 0. The input gate i says how much of the word is written. Where f is high and i is low, nothing changes: that is memory.",
  },
  {
    over: [".signal-stack", ".gates-column"],
    title: "All units at once",
    text: "Each stripe is a unit, each column a word; the strip on top is the mean of all. Press a cell to follow that unit.",
  },
  {
    over: [".stage-card", ".cell", ".equations"],
    title: "Inside the cell, at one word",
    text: "The same numbers as a drawing and as equations, in the order in which they are computed. Press any number to see where it comes from, down to the weights.",
  },
  {
    over: [".transport"],
    title: "Through time",
    text: "Play runs from the first word to the last; the arrow keys move stage by stage, with Shift word by word.",
  },
];

/** Six captions over the page itself, one at a time, each an address. */
export function ReadingGuide() {
  const guide = useApp((state) => state.guide);
  const caption = guide === null ? undefined : captions[guide - 1];
  return guide === null || caption === undefined ? null : createPortal(<Card caption={caption} place={guide} />, document.body);
}

/** Paper between what is shown, its ring and the card, px. */
const GAP = 10;

interface Box {
  readonly top: number;
  readonly left: number;
  readonly width: number;
  readonly height: number;
}

function Card({ caption, place }: { readonly caption: Caption; readonly place: number }) {
  const set = useApp((state) => state.set);
  const card = useRef<HTMLElement>(null);
  const { ring, spot } = usePlaces(caption, card);
  const go = (next: number | null) => set({ guide: next });
  return (
    <>
      {ring !== null && <div className="guide-ring" style={{ ...ring }} aria-hidden="true" />}
      <section
        ref={card}
        className="guide-card"
        role="dialog"
        aria-label="How to read this"
        aria-describedby="guide-text"
        tabIndex={-1}
        style={spot ?? { visibility: "hidden" }}
        onKeyDown={(event) => {
          event.stopPropagation();
          if (event.key === "Escape") go(null);
          if (event.key === "ArrowRight" && place < captions.length) go(place + 1);
          if (event.key === "ArrowLeft" && place > 1) go(place - 1);
        }}
      >
        <p className="guide-count">
          {place} of {captions.length}
        </p>
        <div id="guide-text" aria-live="polite">
          <h2>{caption.title}</h2>
          <p>{caption.text}</p>
        </div>
        <div className="guide-ways">
          <button type="button" className="button" disabled={place === 1} onClick={() => go(place - 1)}>
            Back
          </button>
          <button type="button" className="button" data-primary="" onClick={() => go(place < captions.length ? place + 1 : null)}>
            {place < captions.length ? "Next" : "Done"}
          </button>
        </div>
        <button type="button" className="icon-button guide-close" aria-label="Close" title="Close" onClick={() => go(null)}>
          <CloseIcon />
        </button>
      </section>
    </>
  );
}

/** Where the ring and the card stand: the card below what it is about, else above it, else over its end; both follow the page. */
function usePlaces({ over }: Caption, card: React.RefObject<HTMLElement | null>) {
  const [places, setPlaces] = useState<{ readonly ring: Box | null; readonly spot: Pick<Box, "top" | "left"> | null }>({
    ring: null,
    spot: null,
  });
  useLayoutEffect(() => {
    const find = () => over.map((what) => document.querySelector(what)).find((element) => element !== null) ?? null;
    const put = () => {
      const own = card.current?.getBoundingClientRect();
      if (own === undefined) return;
      const { clientWidth, clientHeight } = document.documentElement;
      const box = find()?.getBoundingClientRect();
      if (box === undefined) {
        setPlaces({ ring: null, spot: { top: (clientHeight - own.height) / 2, left: (clientWidth - own.width) / 2 } });
        return;
      }
      const top = Math.max(2, box.top - 4);
      const bottom = Math.min(clientHeight - 2, box.bottom + 4);
      const left = Math.max(2, box.left - 4);
      const right = Math.min(clientWidth - 2, box.right + 4);
      const isBelow = bottom + GAP + own.height <= clientHeight;
      const isAbove = top - GAP - own.height >= 0;
      const spotTop = isBelow ? bottom + GAP : isAbove ? top - GAP - own.height : bottom - GAP - own.height;
      const spotLeft = Math.max(GAP, Math.min(left, clientWidth - own.width - GAP));
      setPlaces({
        ring: { top, left, width: right - left, height: bottom - top },
        spot: {
          top: Math.max(GAP, Math.min(spotTop, clientHeight - own.height - GAP)),
          left: isBelow || isAbove ? spotLeft : Math.max(GAP, right - own.width - GAP),
        },
      });
    };
    find()?.scrollIntoView({ block: "nearest" });
    card.current?.focus();
    put();
    // What is shown may still be on its way.
    const watching = new MutationObserver(put);
    watching.observe(document.body, { childList: true, subtree: true });
    window.addEventListener("resize", put);
    window.addEventListener("scroll", put, true);
    return () => {
      watching.disconnect();
      window.removeEventListener("resize", put);
      window.removeEventListener("scroll", put, true);
    };
  }, [over, card]);
  return places;
}
