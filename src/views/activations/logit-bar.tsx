import { type KeyboardEvent, type PointerEvent, useRef } from "react";
import { softmaxOfOne } from "../../engine/softmax.ts";
import { formatChance, formatSigned } from "../shared/format.ts";
import { useApp } from "../shared/use-app.ts";
import { LOGIT_REACH, logitOf } from "./layout.ts";

interface Props {
  readonly name: string;
  readonly id: number;
  /** All logits (V) as they stand. */
  readonly logits: Float32Array;
  readonly probability: number;
  /** The model's highest logit: what bounds are counted from. */
  readonly highest: number;
  readonly isChosen: boolean;
  readonly onChoose: () => void;
  /** Null: back to the model's own. */
  readonly onMove: (logit: number | null) => void;
}

/** What a key adds to a logit. */
const steps: ReadonlyMap<string, number> = new Map(
  Object.entries({
    ArrowRight: 0.1,
    ArrowUp: 0.1,
    ArrowLeft: -0.1,
    ArrowDown: -0.1,
    PageUp: 1,
    PageDown: -1,
  }),
);

/**
 * A word's probability as a bar; its end is dragged, and what moves is the logit. A double click puts it back. No native slider: its
 * thumb would stand at the logit, not at the bar's end.
 */
export function LogitBar({ name, id, logits, probability, highest, isChosen, onChoose, onMove }: Props) {
  const temperature = useApp((state) => state.temperature);
  const track = useRef<HTMLDivElement>(null);
  const logit = logits[id] as number;
  const bounds = { low: highest + LOGIT_REACH.low, high: highest + LOGIT_REACH.high };
  const bound = (wanted: number) => Math.min(bounds.high, Math.max(bounds.low, wanted));
  const drag = (event: PointerEvent) => {
    const box = track.current?.getBoundingClientRect();
    if (box === undefined) return;
    const { others } = softmaxOfOne(logits, id, temperature);
    onMove(logitOf((event.clientX - box.left) / box.width, { others, temperature, bounds }));
  };
  const press = (event: KeyboardEvent) => {
    const step = steps.get(event.key);
    const wanted =
      event.key === "Home" ? bounds.low : event.key === "End" ? bounds.high : step === undefined ? null : logit + step;
    if (wanted === null || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    onMove(bound(Math.round(wanted * 100) / 100));
  };
  const printed = `${formatSigned(logit, 1)}, ${formatChance(probability)}`;
  return (
    <div
      role="slider"
      tabIndex={0}
      className="logit-bar"
      data-chosen={isChosen || undefined}
      aria-label={`Logit of ${name}`}
      aria-valuemin={bounds.low}
      aria-valuemax={bounds.high}
      aria-valuenow={logit}
      aria-valuetext={printed}
      onFocus={onChoose}
      onKeyDown={press}
      onDoubleClick={() => onMove(null)}
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId);
        onChoose();
      }}
      onPointerMove={(event) => {
        if (event.buttons === 1 && event.currentTarget.hasPointerCapture(event.pointerId)) drag(event);
      }}
    >
      <span className="logit-name">{name}</span>
      <span className="logit-value">{formatSigned(logit, 1)}</span>
      <b>{formatChance(probability)}</b>
      <div ref={track} className="logit-track" style={{ "--share": probability }} data-grip="" />
    </div>
  );
}
