import type { Kernels } from "../kernels/kernels.ts";
import { frameLength } from "../trace.ts";
import { createLayerWalk, type Rows, scaleBy } from "./backward-steps.ts";
import { createGradientTrace, createInputGradient, type Gradients, type InputGradient, keepNorm } from "./gradient-trace.ts";
import { type Objective, readObjectiveWith, type Traced } from "./objective.ts";
import { type OpenedBackward, openBackward } from "./open-backward.ts";
import type { Slowly } from "./progress.ts";
import { binaryExponent } from "./scaled.ts";

/** `differentiateSlowly` in the kernels' float32: layer by layer from the top, each in blocks of steps. */
export function* carryBack(run: Traced, objective: Objective, kernels: Kernels, spent: Gradients | null): Slowly<Gradients> {
  const { model } = run;
  const { layers, units } = model.layout;
  const { at } = objective;
  const opened = openBackward(model, kernels);
  const { room, places } = opened;
  const { value } = readObjectiveWith(run, objective, (logits) => {
    room.values.set(logits, places.logits);
    room.softmax(places.logits, places.logits, 1, logits.length);
    return room.values.subarray(places.logits, places.logits + logits.length);
  });
  const traced = { objective, value, ...createGradientTrace(model, at, spent) };
  const last = model.start === null ? 1 : 0;
  let above = readSeed(opened, at, units);
  for (let layer = layers - 1; layer >= 0; layer--) {
    const walk = createLayerWalk(room, places, opened.layers[layer] as OpenedBackward["layers"][number], {
      run,
      gradients: traced,
      layer,
      above,
    });
    const below: Rows = { values: new Float32Array(layer === 0 ? 0 : (at + 1) * units), exponents: new Int32Array(at + 1) };
    for (let high = at; high >= last; high -= places.steps) {
      const low = Math.max(last, high - places.steps + 1);
      walk.carry(low, high);
      if (layer > 0) multiplyBlock(opened, traced, below, { layer, low, count: high - low + 1 });
      yield (layers - layer - (low - last) / (at + 1 - last)) / layers;
    }
    if (last === 1) walk.finish();
    above = below;
  }
  let input: InputGradient | null = null;
  return {
    ...traced,
    get input() {
      input ??= readInput(run, traced, opened);
      return input;
    },
  };
}

/** ∂L/∂h_at = W_yᵀ·∂L/∂ logits, as the one row that comes to the top layer from above. */
function readSeed({ room, places, toTop }: OpenedBackward, at: number, units: number): Rows {
  const exponents = new Int32Array(at + 1);
  const words = toTop.columns;
  const exponent = binaryExponent(room.largest(places.logits, words));
  if (exponent !== -Infinity) {
    exponents[at] = exponent;
    scaleBy(room, places.logits, -exponent, words);
  }
  room.matrixVector(toTop, places.logits, places.above);
  return { values: room.values.slice(places.above, places.above + units), exponents, only: at };
}

interface Block {
  readonly layer: number;
  readonly low: number;
  readonly count: number;
}

/** ∂L/∂x = W_xᵀ·∂L/∂z of a block whose ∂L/∂z are at hand, into `rows` from row `low` on. */
function multiplyBlock(
  { room, places, layers }: OpenedBackward,
  { trace }: Pick<Gradients, "trace">,
  rows: Rows,
  { layer, low, count }: Block,
): void {
  const { toInput } = layers[layer] as OpenedBackward["layers"][number];
  room.matrixProduct(toInput, places.deltas, places.inputs, count);
  rows.values.set(room.values.subarray(places.inputs, places.inputs + count * toInput.rows), low * toInput.rows);
  for (let step = low; step < low + count; step++) {
    rows.exponents[step] = trace.exponents[step * trace.layout.layers + layer] as number;
  }
}

function readInput({ model }: Traced, traced: Omit<Gradients, "input">, opened: OpenedBackward): InputGradient {
  const { room, places } = opened;
  const { trace } = traced;
  const { units, signals } = model.layout;
  const { inputs } = model.config;
  const input = createInputGradient(model, trace.steps);
  const words = signals.flatMap(({ part }, signal) => (part?.kind === "word" ? [{ block: part.block, at: signal * units }] : []));
  for (let low = model.start === null ? 1 : 0; low <= trace.steps; low += places.steps) {
    const count = Math.min(places.steps, trace.steps + 1 - low);
    for (let k = 0; k < count; k++) {
      const frame = (low + k) * frameLength(model.layout);
      const to = places.deltas + k * words.length * units;
      for (const { block, at } of words) {
        room.values.set(trace.values.subarray(frame + at, frame + at + units), to + block * units);
      }
    }
    multiplyBlock(opened, traced, input, { layer: 0, low, count });
    for (let k = 0; k < count; k++) {
      keepNorm(input.norms, low + k, room.norm(places.inputs + k * inputs, inputs), input.exponents[low + k] as number);
    }
  }
  return input;
}
