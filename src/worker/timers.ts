/** Runs the task once after `delayMs`; returns the function that calls it off. */
export type After = (delayMs: number, task: () => void) => () => void;

/** By the thread's own timers. */
export const afterTimeout: After = (delayMs, task) => {
  const timer = setTimeout(task, delayMs);
  return () => clearTimeout(timer);
};
