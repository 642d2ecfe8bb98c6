import type { LayerStudy, ModelStudy } from "../../worker/protocol.ts";
import { readoutLeft } from "../shared/axis-geometry.ts";
import { CellStrip, type Strip } from "../shared/cell-strip.tsx";
import { RowsNote } from "../shared/rows-note.tsx";
import { useApp } from "../shared/use-app.ts";
import { formatGain, formatMeanGain } from "./numbers.ts";
import { useRowChart } from "./use-chart.ts";
import { useNames } from "./use-lines.ts";
import "./gain-rows.css";

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
  const chart = useRowChart();
  const { axis } = chart;
  const names = useNames();
  const rows = rowsOf(studies, layer, names);
  if (rows.length === 0) return null;
  return (
    <>
      {rows.map((row) => (
        <div key={row.key} className="gain-row">
          <p className="gain-name">
            <b>{row.name}</b>
            <span>{row.note}</span>
          </p>
          <CellStrip cells={stripOf(row)} chart={chart} />
          <span className="gain-mean" style={{ left: readoutLeft(axis) }}>
            {row.mean}
          </span>
        </div>
      ))}
      {chart.kind === "sentence" && (
        <RowsNote
          rows={rows.map(({ name, values }) => ({
            name,
            texts: Array.from(values, formatGain),
          }))}
          axis={axis}
        />
      )}
    </>
  );
}

function rowsOf(studies: readonly ModelStudy[], layer: number, names: ReadonlyMap<string, string>): readonly Row[] {
  const chosen = studies.map((each) => ({
    ...each,
    label: names.get(each.id) ?? each.label,
    study: each.layers[Math.min(layer, each.layers.length - 1)],
  }));
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
    mean: count === 0 ? "" : `mean ${formatMeanGain(Math.exp(product / count))}`,
  };
}

function keepingRow(id: string, units: number, values: Float64Array): Row {
  return {
    key: `${id} keeping`,
    name: "Forget gate",
    note: `mean of all ${units} units`,
    look: "gate",
    values,
    mean: meanOf(values),
  };
}

function slopeRow(id: string, units: number, values: Float64Array): Row {
  return {
    key: `${id} slope`,
    name: "Slope φ′",
    note: `mean of all ${units} units`,
    look: "plain",
    values,
    mean: meanOf(values),
  };
}

function meanOf(values: Float64Array): string {
  return values.length === 0 ? "" : `mean ${formatMeanGain(values.reduce((sum, value) => sum + value, 0) / values.length)}`;
}

function stripOf({ values, look }: Row): readonly (Strip | null)[] {
  return Array.from(values, (value) =>
    Number.isFinite(value) ? { look, text: formatGain(value), depth: Math.min(1, value) } : null,
  );
}
