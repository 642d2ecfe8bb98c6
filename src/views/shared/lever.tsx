import { type CSSProperties, useRef } from "react";
import "./lever.css";

interface LeverProps {
  readonly name: string;
  readonly value: number;
  readonly bounds: readonly [low: number, high: number];
  readonly step: number;
  readonly print: (value: number) => string;
  /** `isCommit` false while it is dragged. */
  readonly onMove: (value: number, isCommit: boolean) => void;
  readonly onReset: () => void;
}

/** A slider with its name and its number: it answers while it is dragged, a double click puts it back. */
export function Lever({ name, value, bounds: [low, high], step, print, onMove, onReset }: LeverProps) {
  const printed = print(value);
  const share = Math.min(1, Math.max(0, (value - low) / (high - low)));
  // A key that only brings the focus here, or a press that moves nothing, changes nothing.
  const isMoved = useRef(false);
  const release = (input: HTMLInputElement) => {
    if (isMoved.current) onMove(input.valueAsNumber, true);
    isMoved.current = false;
  };
  return (
    <label className="lever">
      <span>{name}</span>
      <span className="lever-value">{printed}</span>
      <input
        type="range"
        className="slider"
        min={low}
        max={high}
        step={step}
        value={value}
        aria-label={name}
        aria-valuetext={printed}
        style={{ "--share": share } as CSSProperties}
        onChange={(event) => {
          isMoved.current = true;
          onMove(event.target.valueAsNumber, false);
        }}
        onPointerUp={(event) => release(event.currentTarget)}
        onKeyUp={(event) => release(event.currentTarget)}
        onDoubleClick={onReset}
      />
    </label>
  );
}
