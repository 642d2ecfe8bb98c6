import { useState } from "react";
import { wholePercentages } from "../../engine/analysis/shares.ts";
import { perplexityOf } from "../../engine/prediction.ts";
import type { ListeningMethod } from "../../store/predict-state.ts";
import { readoutLeft } from "../shared/axis-geometry.ts";
import { CellStrip, type Strip } from "../shared/cell-strip.tsx";
import { formatSigned } from "../shared/format.ts";
import { type PrintedRow, RowsNote } from "../shared/rows-note.tsx";
import { useApp } from "../shared/use-app.ts";
import { useAxisGeometry } from "../shared/use-axis.ts";
import { type Shown, useShown } from "./use-predictions.ts";

type Rows = "listening" | "surprise";

const methods: readonly { readonly id: ListeningMethod; readonly name: string }[] = [
  { id: "gradientTimesInput", name: "gradient × input" },
  { id: "norm", name: "‖∂logit/∂x‖₂" },
  { id: "integrated", name: "integrated gradients" },
];

/** What each model's guess listens to, or how surprised it was at every word: rows on the shared axis. */
export function ListeningRows() {
  const [rows, setRows] = useState<Rows>("listening");
  const method = useApp((state) => state.listenBy);
  const predict = useApp((state) => state.predict);
  const shown = useShown();
  return (
    <section className="predict-rows" aria-label={rows === "listening" ? "What the guess listens to" : "Surprise at every word"}>
      <div className="gain-head">
        <div className="segments" role="radiogroup" aria-label="Rows under the words">
          {(["listening", "surprise"] as const).map((id) => (
            <label key={id} className="segment" data-current={rows === id || undefined}>
              <input type="radio" name="predict-rows" checked={rows === id} onChange={() => setRows(id)} />
              {id === "listening" ? "What the guess listens to" : "Surprise at every word"}
            </label>
          ))}
        </div>
        {rows === "listening" ? (
          <label className="predict-method">
            Influence by{" "}
            <select
              aria-label="Method"
              value={method}
              onChange={(event) => {
                const next = methods.find(({ id }) => id === event.target.value);
                if (next !== undefined) predict({ listenBy: next.id });
              }}
            >
              {methods.map(({ id, name }) => (
                <option key={id} value={id}>
                  {name}
                </option>
              ))}
            </select>
          </label>
        ) : (
          <span className="predict-method">bits, −log₂ p; one bit more is half as likely</span>
        )}
      </div>
      {rows === "listening" ? <Listening shown={shown} method={method} /> : <Surprises shown={shown} />}
    </section>
  );
}

function Listening({ shown, method }: { readonly shown: readonly Shown[]; readonly method: ListeningMethod }) {
  const integrals = useApp((state) => state.integrals);
  const axis = useAxisGeometry();
  const chart = { axis };
  // Until the integrals are there the rows stand by one way back, and say so.
  const by = method === "integrated" && integrals === null ? "gradientTimesInput" : method;
  const valuesOf = ({ prediction: { id, listening } }: Shown): Float64Array | null =>
    by === "integrated" ? (integrals?.get(id)?.integrated ?? null) : (listening?.[by] ?? null);
  const printed = shown.map((each): PrintedRow => {
    const values = valuesOf(each);
    const shares = values === null ? null : wholePercentages(values.map(Math.abs));
    return {
      name: each.name,
      texts: values === null ? [] : Array.from(values, (value, k) => `${formatSigned(value)} (${shares?.[k]}%)`),
    };
  });
  return (
    <>
      {method === "integrated" && integrals === null && <IntegralProgress />}
      {shown.map((each) => {
        const values = valuesOf(each);
        return (
          <div key={each.prediction.id} className="gain-row" data-look={each.look}>
            <p className="gain-name">
              <b>{each.name}</b>
            </p>
            {values === null ? (
              <span className="word-wait" style={{ left: axis.x0 }}>
                does not know this word
              </span>
            ) : (
              <CellStrip cells={sharesOf(values, each.look)} chart={chart} />
            )}
          </div>
        );
      })}
      <RowsNote rows={printed} axis={axis} />
    </>
  );
}

/** Says that the rows are by another method, and how far the chosen one is. */
function IntegralProgress() {
  const progress = useApp((state) => state.integralProgress);
  return (
    <p className="integral-progress" role="status">
      Shown by gradient × input
      {progress === null ? ": integrated gradients are not there." : `; integrated: ${Math.floor(progress * 100)}% computed`}
    </p>
  );
}

/** The share, in per cent, from which on colours are no deeper. */
const DEEPEST = 50;

/** Shares of the sum of sizes, in whole per cent that add up to 100; no number where a share rounds to nothing. */
export function sharesOf(values: Float64Array, look: Shown["look"]): readonly Strip[] {
  const shares = wholePercentages(values.map(Math.abs));
  return Array.from(shares, (share) => ({
    look: look === "other" ? "plain" : look,
    text: share === 0 ? "" : `${share}%`,
    depth: Math.min(1, share / DEEPEST),
  }));
}

function Surprises({ shown }: { readonly shown: readonly Shown[] }) {
  const axis = useAxisGeometry();
  const chart = { axis };
  const largest = Math.max(1, ...shown.flatMap(({ prediction }) => [...prediction.surprises].filter(Number.isFinite)));
  const printed = shown.map(({ name, prediction }) => ({
    name,
    texts: Array.from(prediction.surprises, (bits) => (Number.isNaN(bits) ? "" : `${bits.toFixed(1)} bits`)),
  }));
  return (
    <>
      {shown.map(({ prediction, name, look }) => (
        <div key={prediction.id} className="gain-row" data-look={look}>
          <p className="gain-name">
            <b>{name}</b>
            <span>perplexity {perplexityOf(prediction.surprises).toFixed(1)}</span>
          </p>
          <CellStrip
            chart={chart}
            cells={Array.from(prediction.surprises, (bits) =>
              Number.isNaN(bits)
                ? null
                : { look: look === "other" ? "plain" : look, text: bits.toFixed(1), depth: Math.min(1, bits / largest) },
            )}
          />
          <span className="gain-mean" style={{ left: readoutLeft(axis) }}>
            mean {meanOf(prediction.surprises).toFixed(1)}
          </span>
        </div>
      ))}
      <RowsNote rows={printed} axis={axis} />
    </>
  );
}

/** Of the words that have a surprise. */
function meanOf(surprises: Float64Array): number {
  return Math.log2(perplexityOf(surprises));
}
