import type { WordMeasure } from "../../store/gradient-state.ts";
import { readoutLeft } from "../shared/axis-geometry.ts";
import { CellStrip, type Strip } from "../shared/cell-strip.tsx";
import { Numeral } from "../shared/numeral.tsx";
import { RowsNote } from "../shared/rows-note.tsx";
import { useApp } from "../shared/use-app.ts";
import { formatResidual, formatSignedNorm } from "./numbers.ts";
import { sayDone } from "./study-words.ts";
import { useRowChart } from "./use-chart.ts";
import { useNames } from "./use-lines.ts";

/** Ways to say how much a word mattered. */
export const measures: readonly { readonly id: WordMeasure; readonly name: string; readonly definition: string }[] = [
  { id: "norm", name: "Norm", definition: "‖∂logit/∂x‖₂ at each word" },
  { id: "gradientTimesInput", name: "Gradient × input", definition: "∂logit/∂x · x, signed" },
  { id: "integrated", name: "Integrated", definition: "integrated gradients from the zero embedding, 64 steps, signed" },
];

/** Which words mattered for the followed word's logit, in every model: absolute numbers, colours by row or over all rows. */
export function WordRows({ measure, isByRow }: { readonly measure: WordMeasure; readonly isByRow: boolean }) {
  const studies = useApp((state) => state.studies);
  const attributions = useApp((state) => state.attributions);
  const wordGradients = useApp((state) => state.wordGradients);
  const progress = useApp((state) => state.attributionProgress);
  const chart = useRowChart();
  const { axis } = chart;
  const names = useNames();
  const valuesOf = (id: string): Float64Array | undefined =>
    measure === "integrated" ? attributions?.get(id)?.integrated : wordGradients?.get(id)?.[measure];
  const largest = isByRow ? null : largestOf(studies.flatMap(({ id }) => [...(valuesOf(id) ?? [])]));
  const printed = studies.map(({ id }) => ({
    name: names.get(id) as string,
    texts: stripOf(valuesOf(id) ?? new Float64Array()).map(({ text }) => text),
  }));
  const rows = studies.map(({ id, word, other }) => {
    const values = valuesOf(id);
    const residual = attributions?.get(id)?.residual;
    return (
      <div key={id} className="gain-row">
        <p className="gain-name">
          <b>{names.get(id)}</b>
          <span>{other === null ? `logit of “${word}”` : `“${word}” over “${other}”`}</span>
        </p>
        {values === undefined ? (
          <span className="word-wait" style={{ left: axis.x0 }}>
            {measure === "integrated" ? `integrating: ${sayDone(progress ?? 0)}` : "computing"}
          </span>
        ) : (
          <>
            <CellStrip cells={stripOf(values, largest)} chart={chart} />
            <span className="gain-mean" style={{ left: readoutLeft(axis) }}>
              {measure === "integrated" && residual !== undefined && <Numeral text={`off ${formatResidual(residual)}`} />}
            </span>
          </>
        )}
      </div>
    );
  });
  return (
    <>
      {rows}
      {chart.kind === "sentence" && <RowsNote rows={printed} axis={axis} />}
    </>
  );
}

function largestOf(values: ArrayLike<number>): number {
  return Array.from(values).reduce((most, value) => Math.max(most, Math.abs(value)), 0);
}

/** Depth of colour: the share of `most`, or of the row's own largest; sign by colour and by its sign. */
export function stripOf(values: Float64Array, most: number | null = null): readonly Strip[] {
  const largest = (most ?? largestOf(values)) || 1;
  return Array.from(values, (value) => ({
    look: value < 0 ? "negative" : "positive",
    text: formatSignedNorm(value),
    depth: Math.abs(value) / largest,
  }));
}
