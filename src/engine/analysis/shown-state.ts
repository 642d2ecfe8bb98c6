/** A value of a state as the next layer is shown it. */
export type Shown = (value: number) => number;

/**
 * How states are compared: the cell state through the tanh through which all else sees it, so that a few units that have run far out do
 * not decide which contexts are alike; any other state as it is. @param signal name of the signal
 */
export function shownAs(signal: string): Shown {
  return signal === "cellState" ? Math.tanh : (value) => value;
}

/** A whole state (H), or several. */
export function shownState(signal: string, state: Float32Array): Float32Array {
  return state.map(shownAs(signal));
}
