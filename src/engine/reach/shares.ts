import { createBackward } from "../cells/backward.ts";
import { readObjective } from "../gradients/objective.ts";
import type { Slowly } from "../gradients/progress.ts";
import { addScaled, createScaled, normalize, normOf, type Scaled, scaledLength } from "../gradients/scaled.ts";
import type { Kernels } from "../kernels/kernels.ts";
import type { Run } from "../run.ts";
import { frameLength, signalIndex } from "../trace.ts";
import { type BackRows, openBackRows, ROWS } from "./back-rows.ts";

/** What of a gradient arrives at one state, k words before the loss. */
export interface Share {
  /** Name of the state: `cellState`, `hiddenState`. */
  readonly signal: string;
  /** log10 of ‖∂L/∂s_{at−k}‖ / ‖∂L/∂s_at‖: (places, reach + 1), 0 at k = 0; NaN where there is no word so far back. */
  readonly log10: Float64Array;
}

/**
 * Where the gradients of the surprise of the word after each of `places` (steps, 1 … T − 1) arrive in a layer, `reach` words back at
 * most: a share for every state of the cell. Total derivatives, as in `differentiate`, but all places of a text at once: they share
 * the derivatives of each step, and their rows one product with the weights. Products are float32, the rest float64, rescaled
 * by powers of two. Yields how much is done, 0 … 1. None for a cell without memory. @throws RangeError for a step that the run has not
 */
export function* measureShares(
  run: Run,
  { places, layer, reach }: { readonly places: readonly number[]; readonly layer: number; readonly reach: number },
  kernels: Kernels,
): Slowly<readonly Share[]> {
  const { model } = run;
  const { layout, cell } = model;
  if (!cell.hasMemory) return [];
  const states = layout.signals.filter(({ role }) => role === "state").map(({ name }) => name);
  const shares = states.map(
    (signal): Share => ({ signal, log10: new Float64Array(places.length * (reach + 1)).fill(Number.NaN) }),
  );
  for (let first = 0; first < places.length; first += ROWS) {
    const some = places.slice(first, first + ROWS);
    const walk = createWalk(run, some, openBackRows(model, kernels));
    const highest = Math.max(...some);
    const lowest = Math.max(1, Math.min(...some) - reach);
    for (let step = highest; step >= lowest; step--) {
      walk.carry(
        step,
        reach,
        (row, at, frame) => {
          shares.forEach(({ signal, log10 }) => {
            const from = signalIndex(layout, signal) * layout.units;
            const norm = scaledLength(normOf(frame.values, from, from + layout.units), frame.exponent).log10;
            const start = (first + row) * (reach + 1);
            // Kept as it is until the loss's own norm is taken away below.
            log10[start + at - step] = norm;
          });
        },
        layer,
      );
      yield (first + (some.length * (highest - step + 1)) / (highest - lowest + 1)) / places.length;
    }
  }
  for (const { log10 } of shares) {
    for (let start = 0; start < log10.length; start += reach + 1) {
      const own = log10[start] as number;
      for (let k = 0; k <= reach; k++) log10[start + k] = (log10[start + k] as number) - own;
    }
  }
  return shares;
}

/** A gradient in one layer: ∂L/∂ its signals at the step in hand, and at the step before it. */
interface Row {
  now: Scaled;
  before: Scaled;
}

/** Is shown ∂L/∂ all signals (S, H) of the layer that is asked for, of a place `at`, at the step in hand. */
type Visit = (row: number, at: number, frame: Scaled) => void;

function createWalk(run: Run, places: readonly number[], { toTop, layers }: BackRows) {
  const { model } = run;
  const { layout, cell } = model;
  const { units, signals } = layout;
  const trace = run.trace().values;
  const length = frameLength(layout);
  const layerLength = signals.length * units;
  const hiddenAt = signalIndex(layout, cell.output) * units;
  // The parts of a pre-activation have one derivative.
  const deltasAt = cell.blocks.map((_, block) => signals.findIndex(({ part }) => part?.block === block) * units);
  const backwards = model.layers.map((parameters) => createBackward(cell, parameters));
  const rows = model.layers.map(() =>
    places.map((): Row => ({ now: createScaled(layerLength), before: createScaled(layerLength) })),
  );
  const rowOf = (place: number, row: number) => (rows[place] as readonly Row[])[row] as Row;
  const top = rows.length - 1;
  const seeds = readSeeds(run, places, toTop);
  const below = new Float64Array(units);

  const carryLayer = (place: number, step: number, active: readonly number[], visit: Visit | null) => {
    const { carry, linearize } = backwards[place] as (typeof backwards)[number];
    const { toBefore, toBelow } = layers[place] as BackRows["layers"][number];
    const start = step * length + place * layerLength;
    linearize(trace.subarray(start - length, start - length + layerLength), trace.subarray(start, start + layerLength));
    active.forEach((row, n) => {
      const { now, before } = rowOf(place, row);
      if (place === top && places[row] === step) {
        const { values, exponent } = seeds[row] as Scaled;
        addScaled(now, hiddenAt, values, exponent);
      }
      normalize(now);
      carry(now.values, before.values);
      before.exponent = now.exponent;
      visit?.(row, places[row] as number, now);
      toBefore?.put(n, now.values, deltasAt, units);
      toBelow?.put(n, now.values, deltasAt, units);
    });
    toBefore?.multiply(active.length); // ∂L/∂h_{t−1} = W_hᵀ·∂L/∂z
    toBelow?.multiply(active.length); // ∂L/∂x = W_xᵀ·∂L/∂z
    active.forEach((row, n) => {
      const own = rowOf(place, row);
      const { now, before } = own;
      toBefore?.take(n, before.values, hiddenAt);
      if (toBelow !== null) {
        toBelow.take(n, below, 0);
        addScaled(rowOf(place - 1, row).now, hiddenAt, below, now.exponent);
      }
      now.values.fill(0);
      now.exponent = -Infinity;
      own.now = before;
      own.before = now;
    });
  };

  return {
    carry: (step: number, reach: number, visit: Visit, asked: number) => {
      const active = places.flatMap((at, row) => (at >= step && at - step <= reach ? [row] : []));
      for (let place = top; place >= 0; place--) carryLayer(place, step, active, place === asked ? visit : null);
    },
  };
}

/** ∂L/∂h_at = W_yᵀ·∂L/∂ logits of every place, at the top (H each). */
function readSeeds(run: Run, places: readonly number[], toTop: BackRows["toTop"]): readonly Scaled[] {
  const { units } = run.model.layout;
  const seeds = places.map((at, row): Scaled => {
    const { gradient } = readObjective(run, { kind: "loss", at, target: run.idAt(at + 1) });
    // Of a word that is all but certain it is too small for float32.
    const scaled: Scaled = { values: Float64Array.from(gradient), exponent: 0 };
    normalize(scaled);
    toTop.put(row, scaled.values, [0], scaled.values.length);
    return { values: new Float64Array(units), exponent: scaled.exponent };
  });
  toTop.multiply(places.length);
  seeds.forEach(({ values }, row) => {
    toTop.take(row, values, 0);
  });
  return seeds;
}
