import { ABOUT_ADDRESS, type AddressDoors, type AddressSync } from "./address-sync.ts";
import { createDeferred } from "./deferred.ts";
import type { Edges } from "./edges.ts";
import { opening } from "./opening.ts";
import type { AppState } from "./state.ts";

/** State ⇄ address. What reads and writes it is loaded first where there is something to read, else when there is something to write. */
export interface AddressDoor {
  /** The reader decided something: the address gets an entry of its own, so that Back undoes it. */
  readonly commit: () => void;
  /** The reader is in the middle of something: the address follows, and Back will undo the whole of it. */
  readonly draft: () => void;
  /** Takes the state from the address and follows both from now on. */
  readonly start: () => {
    /** Resolves once the state is the address's, or the default where that could not be read. */
    readonly arrived: Promise<void>;
    readonly stop: () => void;
  };
}

/** How long after the first numbers the script is loaded that follows them, ms: nothing competes with it then. */
const REST_MS = 500;

/** Nothing happens before `start`. */
export function createAddressDoor(
  doors: () => AddressDoors,
  edges: Pick<Edges, "address" | "clock" | "views">,
  load = () => import("./address.ts"),
): AddressDoor {
  const { address: bar, clock } = edges;
  const came = bar.read();
  /** Until the address that came is read, nothing is written over it. */
  let isUnread = came !== "";
  let isBeginning = false;
  let hasBegun = false;
  let isMet = false;
  /** A draft waits to be told. */
  let isDraft = false;
  let callOff: (() => void) | null = null;
  let arrive = () => {};

  const begin = () => {
    hasBegun = true;
    isBeginning = true;
    const { store, load: loadModel } = doors();
    const { text, ...moment } = opening;
    store.getState().setText(text);
    store.getState().pin(moment);
    loadModel(store.getState().entries[0]?.id ?? "");
    isBeginning = false;
    arrive();
  };

  const failed = (error: unknown) => {
    if (!hasBegun) begin();
    const why = error instanceof Error ? error.message : String(error);
    const detail = isUnread
      ? `The page shows its own sentence, and the address stays as it is (${why}). Try again to see what it says.`
      : `Back and links do not know yet what you do (${why}). The page works on, and nothing of it is lost: try again.`;
    const problem = { title: "What reads and writes the address did not load", detail };
    const again = { label: "Try again", go: () => act(() => {}) };
    doors()
      .store.getState()
      .notify("problem", problem, { about: ABOUT_ADDRESS, ways: [again] });
  };

  const { part, use } = createDeferred(
    () => load().then(({ createAddressSync }) => createAddressSync(doors(), edges, came)),
    failed,
  );

  const meet = (sync: AddressSync) => {
    hasBegun = true;
    doors().store.getState().withdraw(ABOUT_ADDRESS);
    if (isUnread) sync.take();
    else sync.catchUp();
    isUnread = false;
    arrive();
  };

  const act = (what: (sync: AddressSync) => void) => {
    if (!isMet) {
      isMet = true;
      use(meet);
    }
    use(what);
  };

  const follow = (state: AppState, before: AppState) => {
    const sync = part();
    if (sync !== null) sync.follow(state, before);
    else if (!isUnread && state.status.kind !== "loading" && !state.isBusy) callOff ??= clock.after(REST_MS, () => act(() => {}));
  };

  return {
    commit: () => {
      if (isBeginning || (isUnread && part() === null)) return;
      isDraft = false;
      const state = doors().store.getState();
      act((sync) => sync.commit(state));
    },
    draft: () => {
      if (isBeginning || (isUnread && part() === null)) return;
      if (isDraft && part() === null) return;
      isDraft = true;
      act((sync) => sync.draft());
    },
    start: () => {
      const arrived = new Promise<void>((resolve) => {
        arrive = resolve;
      });
      if (isUnread) act(() => {});
      else begin();
      const stopFollowing = doors().store.subscribe(follow);
      const stopListening = bar.listen(() => act((sync) => sync.look()));
      return {
        arrived,
        stop: () => {
          callOff?.();
          part()?.stop();
          stopFollowing();
          stopListening();
        },
      };
    },
  };
}
