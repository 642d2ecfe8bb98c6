/** One way to the norms ‖∂L/∂h_t‖, ‖∂L/∂C_t‖, t = 1 … T, of one LSTM and text. */
export interface Peer {
  readonly name: string;
  /** (2T): of h_1, C_1, h_2, C_2 … */
  readonly norms: () => Promise<readonly number[]>;
  /** One forward and backward pass; resolves to the CPU time that it took, in milliseconds. */
  readonly pass: () => Promise<number>;
  readonly close: () => void;
}

/** CPU time of this process while `compute` runs, in milliseconds. */
export function timeOnCpu(compute: () => unknown): number {
  const before = process.cpuUsage();
  compute();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}
