import { lstmSignals } from "./lstm-signals.ts";

/** Where each signal starts in a frame of one layer (S, H). */
export function lstmPlaces(units: number) {
  const at = (name: string) => lstmSignals.findIndex((signal) => signal.name === name) * units;
  return {
    forgetAt: at("forgetGate"),
    inputAt: at("inputGate"),
    candidateAt: at("candidate"),
    cellAt: at("cellState"),
    outputAt: at("outputGate"),
    hiddenAt: at("hiddenState"),
    /** Memory and word part of block 0, of block 1, … */
    partsAt: at("inputGateMemory"),
  };
}
