/** `gatescope-trace.json`, the public format (version 1). */
export interface ExportedTrace {
  readonly format: string;
  readonly version: number;
  readonly model: {
    readonly id: string;
    readonly cell: string;
    readonly layers: number;
    readonly inputs: number;
    readonly units: number;
    readonly vocabulary: number;
  };
  readonly text: string;
  readonly tokens: readonly { readonly text: string; readonly id: number; readonly known: boolean }[];
  readonly signals: readonly string[];
  /** The state before the first word, a layer each. */
  readonly initial: readonly Readonly<Record<string, readonly number[]>>[];
  /** `layers[l][signal][step][unit]`. */
  readonly layers: readonly Readonly<Record<string, readonly (readonly number[])[]>>[];
  readonly next: readonly {
    readonly step: number;
    readonly top: readonly { readonly word: string; readonly id: number; readonly probability: number }[];
    readonly entropyBits: number;
    readonly surpriseBits: number | null;
  }[];
}

/** Value of a signal at step t (1-based) in layer 0 unless told. @throws Error where the trace has no such number. */
export function valueIn(trace: ExportedTrace, signal: string, step: number, unit: number, layer = 0): number {
  const value = trace.layers[layer]?.[signal]?.[step - 1]?.[unit];
  if (value === undefined) throw new Error(`no ${signal} at step ${step}, unit ${unit}, layer ${layer}`);
  return value;
}
