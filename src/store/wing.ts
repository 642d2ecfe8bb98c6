import type { Problem } from "../worker/protocol.ts";
import { createDeferred, type Deferred } from "./deferred.ts";
import type { GetState, SetState } from "./room.ts";
import type { AppState } from "./state.ts";

/** What a wing does, once its script is there. */
export interface WingPart {
  /** Asks for what a change of the state has made necessary. */
  readonly watch: () => void;
  /** What was asked counts no more. */
  readonly forget: () => void;
}

/** The part of the store that one view is about. Its values are there from the start, what acts on them comes when it is needed. */
export interface Wing<Part extends WingPart> extends Pick<Deferred<Part>, "use" | "open"> {
  /** Loads it where its view is shown, and asks for what a change of the state has made necessary. */
  readonly watch: () => void;
  /** Forgets what was found for the words; the change of state that it takes. */
  readonly forget: () => Partial<AppState>;
}

interface WingPlan<Part extends WingPart> {
  /** Id of the view that it is loaded with. */
  readonly view: string;
  readonly load: () => Promise<Part>;
  /** Values of what has been found, as they are where nothing has. */
  readonly nothingFound: Partial<AppState>;
  /** What tells, while the script is on its way, that something is to be expected; nothing where that shows by itself. */
  readonly expecting?: (isExpected: boolean) => Partial<AppState>;
}

export function createWing<Part extends WingPart>(
  set: SetState,
  get: GetState,
  { view, load, nothingFound, expecting = () => ({}) }: WingPlan<Part>,
): Wing<Part> {
  /** The attempt at which the view has asked for it; null while the view is not shown. */
  let attempt: number | null = null;

  const begin = (part: Part): void => {
    set(expecting(false));
    part.watch();
  };
  const { part, use, open } = createDeferred(load, (error) => {
    set(expecting(false));
    const again = () => {
      set(expecting(true));
      use(() => {});
    };
    get().notify("problem", sayMissing(error), { about: `script of ${view}`, ways: [{ label: "Try again", go: again }] });
  });

  return {
    use,
    open,
    watch: () => {
      const loaded = part();
      if (loaded !== null) return loaded.watch();
      const state = get();
      const wanted = state.view === view ? state.attempt : null;
      if (wanted === attempt) return;
      attempt = wanted;
      if (wanted === null) return;
      set(expecting(true));
      use(begin);
    },
    forget: () => {
      part()?.forget();
      return nothingFound;
    },
  };
}

function sayMissing(error: unknown): Problem {
  const why = error instanceof Error ? error.message : String(error);
  return {
    title: "A part of the page did not load",
    detail: `The sentence and the model are still there, and what you did waits (${why}). Try again, or reload the page: the sentence is in the address.`,
  };
}
