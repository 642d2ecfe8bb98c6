import { type CSSProperties, useRef } from "react";
import type { LayerStudy, ModelStudy } from "../../worker/protocol.ts";
import { columnLeft, columnsWidth } from "../shared/axis-geometry.ts";
import { useApp } from "../shared/use-app.ts";
import { type Axis, useAxisGeometry, useSidewaysScroll } from "../shared/use-axis.ts";
import { useStepPointer } from "../shared/use-step-pointer.ts";
import { useTransientOf } from "../shared/use-transient.ts";
import { formatGain } from "./numbers.ts";
import "./gain-rows.css";

/** Columns narrower than this carry no number. */
const NARROWEST_NUMBER = 24;

interface Row {
  readonly key: string;
  readonly name: string;
  readonly note: string;
  readonly look: "cell" | "plain" | "stateless" | "gate";
  /** Entry t − 1 of step t; NaN: nothing. */
  readonly values: Float64Array;
  readonly mean: string;
}

/** What every step does to the gradient as a number in its cell, and the gates (or the slopes) behind it. */
export function GainRows() {
  const studies = useApp((state) => state.studies);
  const layer = useApp((state) => state.layer);
  const axis = useAxisGeometry();
  const rows = rowsOf(studies, layer);
  if (rows.length === 0) return null;
  return (
    <section className="gain-rows" aria-label="Gain of each step">
      <h2 className="section-title">
        Gain of each step<span className="descriptor">what is left of the gradient one word further back</span>
      </h2>
      {rows.map((row) => (
        <div key={row.key} className="gain-row">
          <p className="gain-name">
            <b>{row.name}</b>
            <span>{row.note}</span>
          </p>
          <Cells row={row} axis={axis} />
          <span className="gain-mean" style={{ left: axis.x0 + columnsWidth(axis) }}>
            {row.mean}
          </span>
        </div>
      ))}
    </section>
  );
}

function rowsOf(studies: readonly ModelStudy[], layer: number): readonly Row[] {
  const chosen = studies.map((each) => ({ ...each, study: each.layers[Math.min(layer, each.layers.length - 1)] }));
  const gains = chosen.flatMap(({ id, label, hasMemory, study }) =>
    study === undefined ? [] : [gainRow({ id, label, hasMemory }, study)],
  );
  const gates = chosen.flatMap(({ id, units, study }) => (study?.keeping == null ? [] : [keepingRow(id, units, study.keeping)]));
  const slopes = chosen.flatMap(({ id, units, hasMemory, study }) =>
    study?.slope == null || !hasMemory ? [] : [slopeRow(id, units, study.slope)],
  );
  return [...gains, ...gates, ...slopes];
}

function gainRow({ id, label, hasMemory }: Pick<ModelStudy, "id" | "label" | "hasMemory">, { gains, cell }: LayerStudy): Row {
  const product = gains.reduce((sum, gain) => (Number.isFinite(gain) ? sum + Math.log(gain) : sum), 0);
  const count = gains.filter((gain) => Number.isFinite(gain)).length;
  return {
    key: `${id} gain`,
    name: label,
    note: cell === null ? "gain at h" : "gain at C",
    look: cell !== null ? "cell" : hasMemory ? "plain" : "stateless",
    values: gains,
    // Gains multiply: their mean is the geometric one.
    mean: count === 0 ? "" : `mean ${formatGain(Math.exp(product / count))}`,
  };
}

function keepingRow(id: string, units: number, values: Float64Array): Row {
  return {
    key: `${id} keeping`,
    name: "Forget gate",
    note: `mean of ${units} units`,
    look: "gate",
    values,
    mean: meanOf(values),
  };
}

function slopeRow(id: string, units: number, values: Float64Array): Row {
  return { key: `${id} slope`, name: "Slope φ′", note: `mean of ${units} units`, look: "plain", values, mean: meanOf(values) };
}

function meanOf(values: Float64Array): string {
  return values.length === 0 ? "" : `mean ${formatGain(values.reduce((sum, value) => sum + value, 0) / values.length)}`;
}

function Cells({ row, axis }: { readonly row: Row; readonly axis: Axis }) {
  const sideways = useSidewaysScroll<HTMLDivElement>();
  const pointer = useStepPointer(axis);
  const strip = useRef<HTMLDivElement>(null);
  useTransientOf(
    axis.scroll,
    (px) => px,
    (px) => {
      if (strip.current !== null) strip.current.style.transform = `translateX(${-px}px)`;
    },
  );
  return (
    <div ref={sideways} className="gain-view" style={{ left: axis.x0, width: columnsWidth(axis) }} {...pointer}>
      <div ref={strip}>
        {Array.from(row.values, (value, k) =>
          Number.isFinite(value) ? (
            <span
              // biome-ignore lint/suspicious/noArrayIndexKey: a cell is its word's place
              key={k}
              className="gain-cell"
              data-look={row.look}
              style={{ left: columnLeft(axis, k + 1) - axis.x0, width: axis.col, "--gain": Math.min(1, value) } as CSSProperties}
            >
              {axis.col >= NARROWEST_NUMBER ? formatGain(value) : ""}
            </span>
          ) : null,
        )}
      </div>
    </div>
  );
}
