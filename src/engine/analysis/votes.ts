import type { Run } from "../run.ts";
import { signalIndex, type TraceLayout, valueAt, viewSignal } from "../trace.ts";

/** Who voted for a word: its logit is the bias and one contribution of every unit of the top layer. */
export interface Votes {
  /** The word's id. */
  readonly word: number;
  /** W_y[word]·h + b_y[word], as the readout gives it. */
  readonly logit: number;
  readonly bias: number;
  /** (H) W_y[word, u] · h_u. */
  readonly contributions: Float64Array;
  /** (H) each. */
  readonly weights: Float32Array;
  readonly hidden: Float32Array;
  /** (H) What the unit holds, squashed (tanh C), and how far it is let out (o): h = o · tanh C. Null for a cell that does not do so. */
  readonly content: Float32Array | null;
  readonly gate: Float32Array | null;
}

/** The votes for a word after step `step` of a run. @throws RangeError for a model without a readout, an unknown word or step. */
export function countVotes(run: Run, step: number, word: number): Votes {
  const { model } = run;
  const { readout, layout, cell } = model;
  if (readout === null) throw new RangeError("this model has no readout");
  if (!(word >= 0 && word < readout.bias.length)) throw new RangeError(`word ${word} of ${readout.bias.length}`);
  const { units, layers } = layout;
  const trace = run.trace();
  if (!(step >= 0 && step <= trace.steps)) throw new RangeError(`step ${step} of ${trace.steps}`);
  const read = (name: string) => {
    const view = viewSignal(trace, layers - 1, name);
    return Float32Array.from({ length: units }, (_, u) => valueAt(view, step, u));
  };
  const hidden = read(cell.output);
  const weights = readout.weights.slice(word * units, (word + 1) * units);
  const bias = readout.bias[word] as number;
  const [content, gate] = partsOf(layout) ?? [null, null];
  return {
    word,
    logit: run.logits(step)[word] as number,
    bias,
    contributions: Float64Array.from(hidden, (h, u) => h * (weights[u] as number)),
    weights,
    hidden,
    content: content === null ? null : read(content).map(Math.tanh),
    gate: gate === null ? null : read(gate),
  };
}

/** Signals that the output is the product of: the state that is shown through tanh, and the gate that lets it out. */
function partsOf(layout: TraceLayout): readonly [state: string, gate: string] | null {
  const has = (name: string) => layout.signals.some((signal) => signal.name === name);
  return has("cellState") && has("outputGate") && signalIndex(layout, "outputGate") >= 0 ? ["cellState", "outputGate"] : null;
}
