import { createRequire } from "node:module";
import type { Tracer, TraceShape } from "./tracers.ts";

type Sequence = readonly (readonly number[])[];

/** Of brain.js: an LSTM with weights of its own, which gives an answer alone. */
interface TimeStep {
  readonly train: (sequences: readonly Sequence[], options: Readonly<Record<string, number>>) => unknown;
  readonly run: (sequence: Sequence) => unknown;
}

/** The same shape in brain.js. It has no way to be given weights, nor to be asked for its gates: what it computes is not compared. */
export function createBrain({ units, steps }: TraceShape): Tracer {
  const { default: LSTMTimeStep } = createRequire(import.meta.url)("brain.js/dist/recurrent/lstm-time-step.js") as {
    readonly default: new (options: Readonly<Record<string, unknown>>) => TimeStep;
  };
  const network = new LSTMTimeStep({ inputSize: units, hiddenLayers: [units], outputSize: units });
  const sequence = Array.from({ length: steps }, (_, step) =>
    Array.from({ length: units }, (_, unit) => ((step + unit) % 7) / 7),
  );
  // It lays its equations out when it is trained.
  network.train([[...sequence, sequence[0] ?? []]], { iterations: 1, errorThresh: 1e9 });
  return {
    name: "brain.js, answers alone",
    pass: async () => {
      network.run(sequence);
      return () => ({ signals: [], probabilities: null });
    },
  };
}
