import { Suspense, useId, useState } from "react";
import { keepingGate } from "../../engine/analysis/half-life.ts";
import { tellsCovered } from "../shared/covered-number.ts";
import { CheckIcon } from "../shared/later-icons.tsx";
import { lazily } from "../shared/lazily.tsx";
import { Popover } from "../shared/popover.tsx";
import { typedWord } from "../shared/typed-word.ts";
import { useApp, useAppHandle } from "../shared/use-app.ts";
import { columnText } from "./column-text.ts";
import { describeRows, orders } from "./rows-text.ts";
import type { Speaker } from "./speaker.ts";
import type { Stack } from "./use-stack.ts";
import "./rows-menu.css";

const NumbersDialog = lazily(() => import("./numbers-dialog.tsx").then((module) => module.NumbersDialog));

const TrackChoice = lazily(() => import("./track-choice.tsx").then((module) => module.TrackChoice));

interface Props {
  readonly stack: Stack;
  readonly speaker: Speaker;
  /** How many units are drawn. */
  readonly rows: number;
  /** On a phone the button says `Rows` alone. */
  readonly isCompact?: boolean;
}

/** Which units are drawn and in which order; go to a unit, compare it, choose the layer; the drawn numbers as table or text. */
export function RowsMenu({ stack, speaker, rows, isCompact = false }: Props) {
  const { store, buffer } = useAppHandle();
  const order = useApp((state) => state.order);
  const [hasTable, setHasTable] = useState(false);
  const drawn = describeRows(rows, stack.units, order);
  const copyColumn = () => {
    const state = store.getState();
    const { step, layer } = state;
    const trace = buffer.trace();
    if (trace === null || step < 1 || step > trace.steps) return;
    const isCovered = (signal: string, unit: number) => tellsCovered(state, signal, { unit, step });
    speaker.copy(
      columnText(trace, { layer, step }, stack.signals, isCovered),
      `Copied ${stack.units} units at “${typedWord(state, step)}”`,
    );
  };
  return (
    <>
      <Popover
        label={`Rows: ${drawn}`}
        buttonClass={isCompact ? "rows-button-compact" : "rows-button"}
        align={isCompact ? "end" : "start"}
        button={isCompact ? "Rows" : drawn}
      >
        {(close) => (
          <div className="rows-menu">
            <Orders stack={stack} />
            <HowMany stack={stack} />
            <GoToUnit units={stack.units} />
            <Layers />
            <Suspense>
              <TrackChoice />
            </Suspense>
            <div className="rows-commands">
              <button
                type="button"
                className="popover-row"
                onClick={() => {
                  close();
                  setHasTable(true);
                }}
              >
                Table of the drawn numbers
              </button>
              <button
                type="button"
                className="popover-row"
                onClick={() => {
                  close();
                  copyColumn();
                }}
              >
                Copy this word’s column
              </button>
            </div>
          </div>
        )}
      </Popover>
      {hasTable && (
        <Suspense>
          <NumbersDialog stack={stack} rows={rows} onClose={() => setHasTable(false)} />
        </Suspense>
      )}
    </>
  );
}

function Orders({ stack }: { readonly stack: Stack }) {
  const order = useApp((state) => state.order);
  const set = useApp((state) => state.set);
  const name = useId();
  const hasHalfLife = keepingGate({ layers: 1, signals: stack.cell.signals, units: stack.units }) !== null;
  return (
    <fieldset className="rows-orders">
      <legend className="popover-title">Rows</legend>
      {orders.map(({ id, label }) => (
        <label key={id} className="popover-row rows-choice" data-current={id === order || undefined}>
          <input
            type="radio"
            name={name}
            checked={id === order}
            disabled={id === "half-life" && !hasHalfLife}
            onChange={() => set({ order: id })}
          />
          <span>{label}</span>
          {id === order && <CheckIcon />}
        </label>
      ))}
    </fieldset>
  );
}

function HowMany({ stack: { units } }: { readonly stack: Stack }) {
  const rows = useApp((state) => state.rows);
  const set = useApp((state) => state.set);
  const name = useId();
  const choices = [
    { value: 24, label: "24" },
    { value: 64, label: "64" },
    { value: "all", label: String(units) },
  ] as const;
  return (
    <fieldset className="rows-show">
      <legend className="rows-legend">Show</legend>
      <div className="segments">
        {choices.map(({ value, label }) => (
          <label key={label} className="segment" data-current={value === rows || undefined}>
            <input type="radio" name={name} checked={value === rows} onChange={() => set({ rows: value })} />
            {label}
          </label>
        ))}
      </div>
    </fieldset>
  );
}

/** Any unit by its number, and up to three beside it in the unit trace. */
function GoToUnit({ units }: { readonly units: number }) {
  const { store } = useAppHandle();
  const unit = useApp((state) => state.unit);
  const compared = useApp((state) => state.comparedUnits);
  const [typed, setTyped] = useState<string | null>(null);
  const wanted = Number(typed ?? unit);
  const isUnit = Number.isInteger(wanted) && wanted >= 0 && wanted < units && typed !== "";
  const compare = (other: number) => store.getState().compareUnit(other);
  return (
    <div className="rows-unit">
      <label className="popover-row">
        Unit
        <input
          type="number"
          className="unit-input"
          min={0}
          max={units - 1}
          value={typed ?? unit}
          aria-invalid={!isUnit}
          onChange={(event) => {
            setTyped(event.target.value);
            const next = event.target.valueAsNumber;
            if (Number.isInteger(next) && next >= 0 && next < units) store.getState().pin({ unit: next });
          }}
          onBlur={() => setTyped(null)}
        />
      </label>
      <div className="rows-compared">
        <button type="button" className="text-button" onClick={() => compare(unit)}>
          {compared.includes(unit) ? `Do not compare unit ${unit}` : `Compare unit ${unit}`}
        </button>
        {compared
          .filter((other) => other !== unit)
          .map((other) => (
            <button
              key={other}
              type="button"
              className="compared-unit"
              title={`Do not compare unit ${other}`}
              onClick={() => compare(other)}
            >
              {other} ×<span className="visually-hidden">, do not compare unit {other}</span>
            </button>
          ))}
      </div>
    </div>
  );
}

/** Which layer is drawn, where there are several. */
function Layers() {
  const { store } = useAppHandle();
  const layer = useApp((state) => state.layer);
  const layers = useApp((state) => state.model?.config.layers ?? 1);
  if (layers < 2) return null;
  return (
    <label className="popover-row rows-layer">
      Layer
      <select value={layer} onChange={(event) => store.getState().pin({ layer: Number(event.target.value) })}>
        {Array.from({ length: layers }, (_, index) => index).map((index) => (
          <option key={index} value={index}>
            {index + 1} of {layers}
          </option>
        ))}
      </select>
    </label>
  );
}
