import type { WordMeasure } from "../../store/gradient-state.ts";
import { readoutLeft } from "../shared/axis-geometry.ts";
import { CellStrip, type Strip } from "../shared/cell-strip.tsx";
import { Numeral } from "../shared/numeral.tsx";
import { RowsNote } from "../shared/rows-note.tsx";
import { useApp } from "../shared/use-app.ts";
import { formatResidual, formatSignedNorm } from "./numbers.ts";
import { sayDone } from "./study-words.ts";
import { useRowChart, useStepName } from "./use-chart.ts";
import { useNames } from "./use-lines.ts";

/** Ways to say how much a word mattered. */
export const measures: readonly { readonly id: WordMeasure; readonly name: string; readonly definition: string }[] = [
  { id: "norm", name: "Norm", definition: "‖∂logit/∂x‖₂ at each word" },
  { id: "gradientTimesInput", name: "Gradient × input", definition: "∂logit/∂x · x, signed" },
  { id: "integrated", name: "Integrated", definition: "integrated gradients from the zero embedding, 64 steps, signed" },
  {
    id: "replaced",
    name: "Other words",
    definition: "bits by which the prediction changes with another word there, a mean",
  },
];

/** Which words mattered for the followed word's logit, in every model: absolute numbers, colours by row or over all rows. */
export function WordRows({ measure, isByRow }: { readonly measure: WordMeasure; readonly isByRow: boolean }) {
  const studies = useApp((state) => state.studies);
  const attributions = useApp((state) => state.attributions);
  const wordGradients = useApp((state) => state.wordGradients);
  const replaced = useApp((state) => state.replaced);
  const progress = useApp((state) => (measure === "replaced" ? state.replacedProgress : state.attributionProgress));
  const chart = useRowChart();
  const nameOf = useStepName();
  const { axis } = chart;
  const names = useNames();
  const valuesOf = (id: string): Float64Array | undefined => {
    if (measure === "replaced") return replaced?.get(id)?.bits;
    return measure === "integrated" ? attributions?.get(id)?.integrated : wordGradients?.get(id)?.[measure];
  };
  const largest = isByRow ? null : largestOf(studies.flatMap(({ id }) => [...(valuesOf(id) ?? [])]));
  const printed = studies.map(({ id }) => ({
    name: names.get(id) as string,
    texts: stripOf(valuesOf(id) ?? new Float64Array()).map(({ text }) => text),
  }));
  const rows = studies.map(({ id, at, word, other }) => {
    const values = valuesOf(id);
    const note = noteOf(measure, attributions?.get(id)?.residual, replaced?.get(id)?.draws);
    return (
      <div key={id} className="gain-row">
        <p className="gain-name">
          <b>{names.get(id)}</b>
          <span>{measure === "replaced" ? `prediction after “${nameOf(at)}”` : logitOf(word, other)}</span>
        </p>
        {values === undefined ? (
          <span className="word-wait" style={{ left: axis.x0 }}>
            {measure === "replaced" && replaced !== null ? "no other word to try" : waitOf(measure, progress ?? 0)}
          </span>
        ) : (
          <>
            <CellStrip cells={stripOf(values, largest)} chart={chart} />
            <span className="gain-mean" style={{ left: readoutLeft(axis) }}>
              {note !== null && <Numeral text={note} />}
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

function logitOf(word: string, other: string | null): string {
  return other === null ? `logit of “${word}”` : `“${word}” over “${other}”`;
}

function waitOf(measure: WordMeasure, progress: number): string {
  if (measure === "integrated") return `integrating: ${sayDone(progress)}`;
  return measure === "replaced" ? `reading other words: ${sayDone(progress)}` : "computing";
}

/** How far the parts are from adding up, or how many words were tried. */
function noteOf(measure: WordMeasure, residual: number | undefined, draws: number | undefined): string | null {
  if (measure === "integrated" && residual !== undefined) return `off ${formatResidual(residual)}`;
  if (measure === "replaced" && draws !== undefined) return `${draws} tried`;
  return null;
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
