import type { WordMeasure } from "../../store/state.ts";
import type { Attribution } from "../../worker/protocol.ts";
import { columnsWidth } from "../shared/axis-geometry.ts";
import { useApp } from "../shared/use-app.ts";
import { CellStrip, type Strip } from "./cell-strip.tsx";
import { formatResidual, formatSignedNorm } from "./numbers.ts";
import { RowsNote } from "./rows-note.tsx";
import { useRowChart } from "./use-chart.ts";
import { useNames } from "./use-lines.ts";

/** Ways to say how much a word mattered. */
export const measures: readonly { readonly id: WordMeasure; readonly name: string; readonly definition: string }[] = [
  { id: "norm", name: "Norm", definition: "‖∂logit/∂x‖₂ at each word" },
  { id: "gradientTimesInput", name: "Gradient × input", definition: "∂logit/∂x · x, signed" },
  { id: "integrated", name: "Integrated", definition: "integrated gradients from the zero embedding, 64 steps, signed" },
];

/** Which words mattered for the followed word's logit, in every model: absolute numbers; only the colour is by row. */
export function WordRows({ measure }: { readonly measure: WordMeasure }) {
  const studies = useApp((state) => state.studies);
  const attributions = useApp((state) => state.attributions);
  const progress = useApp((state) => state.attributionProgress);
  const chart = useRowChart();
  const { axis } = chart;
  const names = useNames();
  const printed = studies.map(({ id }) => ({
    name: names.get(id) as string,
    texts: stripOf(attributions?.get(id)?.[measure] ?? new Float64Array()).map(({ text }) => text),
  }));
  const rows = studies.map(({ id, word, other }) => {
    const attribution = attributions?.get(id);
    return (
      <div key={id} className="gain-row">
        <p className="gain-name">
          <b>{names.get(id)}</b>
          <span>{other === null ? `logit of “${word}”` : `“${word}” over “${other}”`}</span>
        </p>
        {attribution === undefined ? (
          <span className="word-wait" style={{ left: axis.x0 }}>
            {progress === null ? "" : `${Math.floor(progress * 100)}% computed`}
          </span>
        ) : (
          <>
            <CellStrip cells={stripOf(attribution[measure])} chart={chart} />
            <span className="gain-mean" style={{ left: axis.x0 + columnsWidth(axis) }}>
              {measure === "integrated" ? `off ${formatResidual(attribution.residual)}` : ""}
            </span>
          </>
        )}
      </div>
    );
  });
  return (
    <>
      {rows}
      <RowsNote rows={printed} chart={chart} />
    </>
  );
}

/** Depth of colour: the share of the row's largest; sign by colour and by its sign. */
export function stripOf(values: Attribution[WordMeasure]): readonly Strip[] {
  const largest = values.reduce((most, value) => Math.max(most, Math.abs(value)), 0) || 1;
  return Array.from(values, (value) => ({
    look: value < 0 ? "negative" : "positive",
    text: formatSignedNorm(value),
    depth: Math.abs(value) / largest,
  }));
}
