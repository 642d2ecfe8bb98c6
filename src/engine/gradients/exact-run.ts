import { createExactStep } from "../cells/backward.ts";
import type { Model } from "../model.ts";
import { frameLength, signalIndex } from "../trace.ts";
import { type Objective, objectiveOf, readoutOf, type Traced } from "./objective.ts";

/** The weights of a model in float64, to be moved a little; shaped like those of `Model`. */
export interface ExactWeights {
  readonly embedding: Float64Array;
  readonly layers: readonly {
    readonly inputWeights: Float64Array;
    readonly recurrentWeights: Float64Array;
    readonly bias: Float64Array;
  }[];
  /** `weights` is `embedding` where the model is tied. */
  readonly readout: { readonly weights: Float64Array; readonly bias: Float64Array };
}

/** `scale` · `vector` added to x_t at the embedding, or to the output of a layer as all that follows reads it. */
export type Nudge = { readonly step: number; readonly vector: Float64Array; readonly scale: number } & (
  | { readonly kind: "input" }
  | { readonly kind: "output"; readonly layer: number }
);

/** A float64 copy of a run that passes through every state of the float32 trace, as long as nothing is moved. */
export interface ExactRun {
  readonly weights: ExactWeights;
  /** The objective, with the weights as they are now, and a nudge. */
  readonly evaluate: (nudge?: Nudge) => number;
}

/**
 * Steps a run again in float64 up to the objective's step. What float32 rounded away at each step of the trace is put back as a
 * constant, so this function of weights and inputs has its derivatives at the trace itself, however chaotic the network.
 */
export function createExactRun(run: Traced, objective: Objective): ExactRun {
  const { model } = run;
  const { layout, cell } = model;
  const { at } = objective;
  const length = frameLength(layout);
  const layerLength = layout.signals.length * layout.units;
  const trace = run.trace().values;
  const weights = copyWeights(model);
  const stepLayer = createStepLayer(model, weights);
  const states = layout.signals.flatMap((signal, place) => (signal.role === "state" ? [place * layout.units] : []));
  const hiddenAt = signalIndex(layout, cell.output) * layout.units;
  const first = model.start === null ? 1 : 0;
  const zeros = new Float64Array(length);
  const offsets = new Float64Array((at + 1) * length);
  const frames = [new Float64Array(length), new Float64Array(length)] as const;
  const inputs = new Float64Array(model.config.inputs);

  const frameOfTrace = (step: number) =>
    step < 0 ? zeros : Float64Array.from(trace.subarray(step * length, (step + 1) * length));

  /** Steps all layers from `previous` to `current`; `settle` has the last word on each layer's states. */
  const step = (t: number, previous: Float64Array, current: Float64Array, settle: (layer: number) => void, nudge?: Nudge) => {
    const word = (t === 0 ? (model.start as number) : run.idAt(t)) * inputs.length;
    for (let k = 0; k < inputs.length; k++) inputs[k] = weights.embedding[word + k] as number;
    if (nudge?.kind === "input" && nudge.step === t) addNudge(inputs, 0, nudge);
    for (let layer = 0; layer < layout.layers; layer++) {
      const start = layer * layerLength;
      const x =
        layer === 0 ? inputs : current.subarray(start - layerLength + hiddenAt, start - layerLength + hiddenAt + layout.units);
      stepLayer(layer, x, previous.subarray(start, start + layerLength), current.subarray(start, start + layerLength));
      settle(layer);
      if (nudge?.kind === "output" && nudge.step === t && nudge.layer === layer) addNudge(current, start + hiddenAt, nudge);
    }
  };

  /** Calls `visit` with every state's place in a layer of a frame. */
  const eachState = (layer: number, visit: (place: number) => void) => {
    for (const start of states) for (let u = 0; u < layout.units; u++) visit(layer * layerLength + start + u);
  };

  for (let t = first; t <= at; t++) {
    const target = frameOfTrace(t);
    const [current] = frames;
    step(t, frameOfTrace(t - 1), current, (layer) =>
      eachState(layer, (place) => {
        offsets[t * length + place] = (target[place] as number) - (current[place] as number);
        current[place] = target[place] as number;
      }),
    );
  }

  const readout = createReadout(weights);
  const topAt = length - layerLength + hiddenAt;
  const rounded = run.logits(at);
  const logitOffsets = readout(frameOfTrace(at).subarray(topAt, topAt + layout.units)).map(
    (logit, id) => (rounded[id] as number) - logit,
  );

  const evaluate = (nudge?: Nudge) => {
    const start = nudge?.step ?? first;
    let [previous, current] = frames as [Float64Array, Float64Array];
    previous.set(frameOfTrace(start - 1));
    for (let t = start; t <= at; t++) {
      const frame = current;
      step(
        t,
        previous,
        frame,
        (layer) =>
          eachState(layer, (place) => {
            frame[place] = (frame[place] as number) + (offsets[t * length + place] as number);
          }),
        nudge,
      );
      [previous, current] = [frame, previous];
    }
    const logits = readout(previous.subarray(topAt, topAt + layout.units));
    for (let id = 0; id < logits.length; id++) logits[id] = (logits[id] as number) + (logitOffsets[id] as number);
    return objectiveOf(logits, objective);
  };
  return { weights, evaluate };
}

function copyWeights(model: Model): ExactWeights {
  const embedding = Float64Array.from(model.embedding);
  const readout = readoutOf(model);
  return {
    embedding,
    layers: model.layers.map(({ inputWeights, recurrentWeights, bias }) => ({
      inputWeights: Float64Array.from(inputWeights),
      recurrentWeights: Float64Array.from(recurrentWeights),
      bias: Float64Array.from(bias),
    })),
    readout: {
      weights: readout.weights === model.embedding ? embedding : Float64Array.from(readout.weights),
      bias: Float64Array.from(readout.bias),
    },
  };
}

function createStepLayer({ cell, layout }: Model, weights: ExactWeights) {
  const { units } = layout;
  const rows = cell.blocks.length * units;
  const memory = new Float64Array(rows);
  const word = new Float64Array(rows);
  const hiddenAt = signalIndex(layout, cell.output) * units;
  const exactStep = createExactStep(cell, units);
  return (layer: number, x: Float64Array, previous: Float64Array, current: Float64Array) => {
    const { inputWeights, recurrentWeights, bias } = weights.layers[layer] as ExactWeights["layers"][number];
    if (cell.hasMemory) product(recurrentWeights, previous.subarray(hiddenAt, hiddenAt + units), memory);
    product(inputWeights, x, word);
    for (let row = 0; row < rows; row++) word[row] = (word[row] as number) + (bias[row] as number);
    exactStep(memory, word, previous, current);
  };
}

function createReadout({ readout }: ExactWeights): (hidden: Float64Array) => Float64Array {
  return (hidden) => {
    const logits = new Float64Array(readout.bias.length);
    product(readout.weights, hidden, logits);
    for (let id = 0; id < logits.length; id++) logits[id] = (logits[id] as number) + (readout.bias[id] as number);
    return logits;
  };
}

/** out[m] = Σ_k weights[m, k] · x[k] */
function product(weights: Float64Array, x: Float64Array, out: Float64Array): void {
  for (let m = 0; m < out.length; m++) {
    let sum = 0;
    for (let k = 0; k < x.length; k++) sum += (weights[m * x.length + k] as number) * (x[k] as number);
    out[m] = sum;
  }
}

function addNudge(target: Float64Array, start: number, { vector, scale }: Nudge): void {
  for (let k = 0; k < vector.length; k++) target[start + k] = (target[start + k] as number) + scale * (vector[k] as number);
}
