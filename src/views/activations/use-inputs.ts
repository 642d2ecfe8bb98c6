import { useMemo, useRef } from "react";
import { activations } from "../../engine/activations.ts";
import { readPreActivations } from "../../engine/analysis/pre-activations.ts";
import type { Activation, CellType, SignalSpec } from "../../engine/cell.ts";
import { findCell } from "../../engine/cells/registry.ts";
import { useApp, useAppHandle } from "../shared/use-app.ts";

/** One block of the shown model with the inputs that this sentence gave it. */
export interface BlockInputs {
  readonly block: number;
  readonly signal: SignalSpec;
  readonly activation: Activation;
  /** (T, H) */
  readonly inputs: Float32Array;
}

/** What the view draws: empty before the sentence is computed. */
export interface Inputs {
  readonly cell: CellType;
  readonly blocks: readonly BlockInputs[];
  readonly units: number;
  readonly steps: number;
}

/** The inputs of every block in the chosen layer, read anew when the numbers have come to rest. */
function useInputs(): Inputs | null {
  const { buffer } = useAppHandle();
  const model = useApp((state) => state.model);
  const layer = useApp((state) => state.layer);
  const version = useApp((state) => state.version);
  const steps = useApp((state) => (state.isBusy ? 0 : state.steps));
  // biome-ignore lint/correctness/useExhaustiveDependencies: the buffer is read anew at every version
  return useMemo(() => {
    const trace = buffer.trace();
    const cell = findCell(model?.config.cell ?? "");
    const bias = model?.biases[layer];
    if (trace === null || cell == null || bias === undefined || steps === 0 || trace.steps === 0) return null;
    const blocks = cell.blocks.flatMap(({ signal: name, activation }, block): BlockInputs[] => {
      const signal = cell.signals.find((each) => each.name === name);
      return signal === undefined
        ? []
        : [{ block, signal, activation, inputs: readPreActivations(trace, cell, { layer, block, bias }) }];
    });
    return { cell, blocks, units: trace.layout.units, steps: trace.steps };
  }, [buffer, model, layer, version, steps]);
}

/** The inputs as they stand, or while the words are being read those before: the charts do not come and go at every letter. */
export function useShownInputs(): { readonly inputs: Inputs | null; readonly isStale: boolean } {
  const now = useInputs();
  const isReading = useApp((state) => state.isBusy);
  const latest = useRef<Inputs | null>(null);
  if (now !== null || !isReading) latest.current = now;
  return { inputs: latest.current, isStale: now === null && latest.current !== null };
}

/** The pinned unit's input of a block at the pinned word; null before it is there. */
export function pinnedInput(
  { inputs }: BlockInputs,
  units: number,
  { step, unit }: { readonly step: number; readonly unit: number },
) {
  const value = inputs[(step - 1) * units + unit];
  return step < 1 || value === undefined ? null : value;
}

/** A function's value and slope at z. */
export function evaluate(activation: Activation, z: number): { readonly value: number; readonly slope: number } {
  const { value, slope } = activations[activation];
  return { value: value(z), slope: slope(z) };
}
