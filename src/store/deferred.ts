import { loadedOnce } from "../engine/loaded-once.ts";

/** A part of the store whose script is loaded when it is first needed. */
export interface Deferred<Part> {
  /** Null until it is there. */
  readonly part: () => Part | null;
  /** Does something with it: at once where it is there; else it is loaded, and all that waits is done then, in order. */
  readonly use: (act: (part: Part) => void) => void;
  /** The part itself, once it is there. Rejects where it does not come; it is loaded again at the next call of either. */
  readonly open: () => Promise<Part>;
}

/** @param failed what was to be used did not come: what waits is still to be done */
export function createDeferred<Part>(load: () => Promise<Part>, failed: (error: unknown) => void): Deferred<Part> {
  const open = loadedOnce(load);
  const waiting: ((part: Part) => void)[] = [];
  let part: Part | null = null;
  const arrive = (loaded: Part): void => {
    part = loaded;
    for (let act = waiting.shift(); act !== undefined; act = waiting.shift()) act(loaded);
  };
  return {
    part: () => part,
    use: (act) => {
      if (part !== null) return act(part);
      waiting.push(act);
      void open().then(arrive, failed);
    },
    open: async () => {
      const loaded = await open();
      arrive(loaded);
      return loaded;
    },
  };
}
