import { activationNames } from "../../engine/activations.ts";
import { columnsWidth } from "../shared/axis-geometry.ts";
import { CellStrip, type Strip } from "../shared/cell-strip.tsx";
import { formatCount, superscript } from "../shared/format.ts";
import { useApp } from "../shared/use-app.ts";
import { useAxisGeometry } from "../shared/use-axis.ts";
import type { Inputs } from "./use-inputs.ts";

const names: Readonly<Record<string, string>> = { sigmoid: "σ", tanh: "tanh", relu: "ReLU", hardSigmoid: "hard σ (Keras)" };

/** Another function in one block: the state runs away, dies, or hardly notices, in the model's own numbers. */
export function SwapRows({ inputs }: { readonly inputs: Inputs }) {
  const swap = useApp((state) => state.swap);
  const swapFunction = useApp((state) => state.swapFunction);
  const current = inputs.blocks.find(({ signal }) => signal.name === swap?.signal) ?? inputs.blocks[0];
  if (current === undefined) return null;
  const chosen = swap?.activation ?? current.activation;
  const choose = (signal: string, activation: string) => {
    const own = inputs.blocks.find((each) => each.signal.name === signal)?.activation;
    const wanted = activationNames.find((name) => name === activation);
    swapFunction(wanted === undefined || wanted === own ? null : { signal, activation: wanted });
  };
  return (
    <section className="swap" aria-label="Another function">
      <h2 className="section-title">
        Why σ for gates, tanh for content
        <span className="descriptor">give a block another function, and run the sentence again</span>
      </h2>
      <div className="swap-choices">
        <label>
          Block
          <select value={current.signal.name} onChange={(event) => choose(event.target.value, swap?.activation ?? "relu")}>
            {inputs.blocks.map(({ signal }) => (
              <option key={signal.name} value={signal.name}>
                {signal.label}
              </option>
            ))}
          </select>
        </label>
        <label>
          Function
          <select value={chosen} onChange={(event) => choose(current.signal.name, event.target.value)}>
            {activationNames.map((name) => (
              <option key={name} value={name}>
                {names[name]}
                {name === current.activation ? ", its own" : ""}
              </option>
            ))}
          </select>
        </label>
        {swap !== null && (
          <button type="button" className="text-button" onClick={() => swapFunction(null)}>
            As it is
          </button>
        )}
      </div>
      {swap !== null && <Study />}
    </section>
  );
}

/** Mean size of what is carried, word by word, before and after. */
function Study() {
  const study = useApp((state) => state.swapped);
  const layer = useApp((state) => state.layer);
  const cell = useApp((state) => state.model?.config.cell);
  const axis = useAxisGeometry();
  if (study === null) return <p className="activation-note">Computing</p>;
  const { before, after } = study;
  const at = Math.min(layer, before.means.length - 1);
  const [own, other] = [before.means[at], after.means[at]];
  const [most, mostAfter] = [before.largest[at]?.at(-1), after.largest[at]?.at(-1)];
  if (own === undefined || other === undefined || most === undefined || mostAfter === undefined) return null;
  const largest = [...own, ...other].reduce((top, value) => (Number.isFinite(value) ? Math.max(top, value) : top), 1e-9);
  const row = (name: string, note: string, values: Float64Array, look: Strip["look"]) => (
    <div className="gain-row" data-look={look}>
      <p className="gain-name">
        <b>{name}</b>
        <span>{note}</span>
      </p>
      <CellStrip cells={cellsOf(values, look, largest)} chart={{ axis }} />
      <span className="gain-mean" style={{ left: axis.x0 + columnsWidth(axis) }}>
        {sayPerplexity(name === "As it is" ? before.perplexity : after.perplexity)}
      </span>
    </div>
  );
  return (
    <div data-cell={cell}>
      {row("As it is", "mean size of the state", own, "plain")}
      {row("Swapped", "mean size of the state", other, "negative")}
      <p className="activation-note" role="status">
        {sayVerdict(own, other, mostAfter / most)} Perplexity of this sentence: {sayNumber(before.perplexity)} as it is,{" "}
        {sayNumber(after.perplexity)} swapped.
      </p>
    </div>
  );
}

function cellsOf(values: Float64Array, look: Strip["look"], largest: number): readonly (Strip | null)[] {
  return Array.from(values, (value) => ({
    look,
    text: sayNumber(value),
    depth: Number.isFinite(value) ? Math.min(1, value / largest) : 1,
  }));
}

function sayNumber(value: number): string {
  if (Number.isNaN(value)) return "NaN";
  if (!Number.isFinite(value)) return "∞";
  if (value >= 1e4) {
    const exponent = Math.floor(Math.log10(value));
    return `${(value / 10 ** exponent).toFixed(0)}·10${superscript(exponent)}`;
  }
  return value >= 10 ? value.toFixed(0) : value.toFixed(2);
}

function sayPerplexity(value: number): string {
  return `ppl ${sayNumber(value)}`;
}

/** What became of the state at the last word, in words that follow from the numbers. */
export function sayVerdict(before: Float64Array, after: Float64Array, largest: number): string {
  const [own, other] = [before.at(-1) ?? 0, after.at(-1) ?? 0];
  const first = after[0] ?? 0;
  const ratio = other / own;
  if (!Number.isFinite(other)) return "The state is no number any more.";
  const size = `At the last word the state is ${formatRatio(ratio)} as large as it was on average, its largest unit ${formatRatio(largest)}.`;
  if (ratio > 2) return `${other > 2 * first ? "It runs away." : "It is inflated."} ${size}`;
  if (ratio < 0.5) return `It dies. ${size}`;
  return size;
}

function formatRatio(ratio: number): string {
  return `${ratio >= 10 ? formatCount(ratio) : ratio.toFixed(2)} times`;
}
