import { useRef } from "react";
import type { UnitLine } from "../../engine/analysis/unit-line.ts";
import type { SignalSpec } from "../../engine/cell.ts";
import { countOf } from "../../engine/count-of.ts";
import { columnLeft } from "../shared/axis-geometry.ts";
import { besideStretch, type Stretch } from "../shared/name-places.ts";
import { nounOf } from "../shared/noun.ts";
import { useApp, useAppHandle } from "../shared/use-app.ts";
import { useAxisGeometry } from "../shared/use-axis.ts";
import { useTransientOf } from "../shared/use-transient.ts";
import { useTypedWord } from "../shared/use-typed-word.ts";
import { useUnitLine } from "../shared/use-unit-line.ts";
import { findSignal } from "../shared/value-domain.ts";
import { storyRange, yOf } from "./step-area.ts";
import "./story-span.css";

type Spell = Exclude<UnitLine, { kind: "silent" }>;

/** Over the pinned unit's memory: the words for which it holds what the statement tells of, between the word that wrote it and the one that drops it. */
export function StorySpan({ signal, height }: Props) {
  const line = useUnitLine();
  return line === null || line.kind === "silent" || line.words === 0 ? null : (
    <Bracket line={line} signal={signal} height={height} />
  );
}

interface Props {
  /** The memory. */
  readonly signal: SignalSpec;
  /** Of its area, CSS px. */
  readonly height: number;
}

/** Narrower than this, px before the scale, a bracket has no label: the statement says it. */
const LABEL = 120;
/** Of its letters and the paper beside them, px before the scale; of the ends', which are lighter. */
const LETTER = 7.4;
const LIGHT = 6.6;
/** Height of a label with its paper, px before the scale. */
const LABEL_HEIGHT = 20;

function Bracket({ line, signal, height }: Props & { readonly line: Spell }) {
  const axis = useAxisGeometry();
  const box = useRef<HTMLDivElement>(null);
  const written = useTypedWord(line.written);
  const dropped = useTypedWord(line.last + 1);
  const first = line.written + 1;
  const left = columnLeft(axis, first) - axis.x0;
  const width = (line.last - first + 1) * axis.col;
  useTransientOf(
    axis.scroll,
    (px) => px,
    (px) => {
      if (box.current !== null) box.current.style.transform = `translateX(${-px}px)`;
    },
  );
  const top = useFreeSide(line, signal, height);
  // The cap with the pinned word's number hangs over the bracket: its label stands beside it.
  const pinned = useApp((state) => state.step);
  const noun = useApp(nounOf);
  const frame = columnLeft(axis, pinned) - axis.x0 - left;
  const framed = { left: frame, right: frame + axis.col };
  const held = `held for ${countOf(line.words, noun)}`;
  const ownWidth = held.length * LETTER * axis.scale;
  const centre = besideStretch(width / 2, ownWidth, framed, { left: 0, right: width });
  const [writtenAt, droppedAt] = [`written at ${written}`, `dropped at ${dropped}`];
  const endWidth = (label: string) => label.length * LIGHT * axis.scale;
  const isWide = width >= LABEL * axis.scale;
  const areEndsClear = [
    isClear(0, endWidth(writtenAt), framed),
    width > 2 * LABEL * axis.scale && isClear(width - endWidth(droppedAt), width, framed),
  ];
  return (
    <div className="story-span" style={{ left: axis.x0, width: axis.viewWidth }} aria-hidden="true">
      <div ref={box} className="story-span-scroll">
        <span className="story-bracket" style={{ left, width }}>
          {isWide && isClear(centre - ownWidth / 2, centre + ownWidth / 2, framed) && (
            <span data-label="" style={{ left: centre - width / 2 }}>
              {held}
            </span>
          )}
        </span>
        {top !== null && line.written > 0 && isWide && areEndsClear[0] && (
          <span className="story-end-label" data-label="" style={{ left, top }}>
            {writtenAt}
          </span>
        )}
        {top !== null && !line.isHeldStill && areEndsClear[1] && (
          <span className="story-end-label" data-last="" data-label="" style={{ left: left + width, top }}>
            {droppedAt}
          </span>
        )}
      </div>
    </div>
  );
}

/** Whether the frame of the pinned column leaves a label whole; where it would not, the statement alone says it. */
function isClear(from: number, to: number, framed: Stretch): boolean {
  return to <= framed.left || from >= framed.right;
}

/** Top of a line of letters on the side of zero on which the unit holds nothing in the span, px; null where that side is too low for it. */
function useFreeSide({ value, unit }: Spell, signal: SignalSpec, height: number): number | null {
  const { store, buffer } = useAppHandle();
  const { isNarrow, scale } = useAxisGeometry();
  const view = findSignal(buffer.trace(), store.getState().layer, signal.name);
  if (isNarrow || view === null || unit >= view.units) return null;
  const zero = yOf(0, storyRange([{ view, unit }]), height);
  const needed = LABEL_HEIGHT * scale;
  if (value >= 0) return height - zero >= needed ? zero + 3 * scale : null;
  return zero >= needed ? zero - needed : null;
}
