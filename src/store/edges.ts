import type { Host } from "../worker/shipped-file.ts";
import type { EngineLine } from "../worker/spawn.ts";

/** Time, passed in so that tests hold it. */
export interface Clock {
  /** Milliseconds from any origin; never goes back. */
  readonly now: () => number;
  /** Runs the task once after `delayMs`; returns the function that calls it off. */
  readonly after: (delayMs: number, task: () => void) => () => void;
}

/** The address of the page: its fragment and its history. */
export interface AddressBar {
  /** With its `#`; empty where there is none. */
  readonly read: () => string;
  /** Writes over the current entry of the history. */
  readonly replace: (fragment: string) => void;
  /** Adds an entry. */
  readonly push: (fragment: string) => void;
  /** Called after Back, Forward, or a fragment typed by hand. Returns the function that stops listening. */
  readonly listen: (changed: () => void) => () => void;
}

/** What the reader's browser remembers between visits; both may fail silently where storage is forbidden. */
export interface Memory {
  readonly read: (key: string) => string | null;
  readonly write: (key: string, value: string | null) => void;
}

/** Everything that comes from outside: the engine, time, the address, storage. */
export interface Edges {
  readonly spawn: () => EngineLine;
  /** Absolute address of the folder of the shipped models, with a slash at its end. */
  readonly modelsBase: string;
  readonly clock: Clock;
  readonly address: AddressBar;
  readonly memory: Memory;
  /** Where the files of Memory come from, and what they are to be; asked for with the view. */
  readonly memoryHost: () => Promise<Host>;
  /** Ids of the registered views; the first is the default. */
  readonly views: readonly string[];
  /** Ids of those views that go word by word: there a move of a stage is one of a word. */
  readonly stageless?: readonly string[];
}

/** The edges of a real page. `views` are the ids of the registered views; `modelsBase` as in `Edges`. */
export function browserEdges(
  page: Window,
  options: Pick<Edges, "spawn" | "modelsBase" | "memoryHost" | "views" | "stageless">,
): Edges {
  return {
    ...options,
    clock: browserClock(page),
    address: browserAddress(page),
    memory: browserMemory(page),
  };
}

function browserClock(page: Window): Clock {
  return {
    now: () => page.performance.now(),
    after: (delayMs, task) => {
      const timer = page.setTimeout(task, delayMs);
      return () => page.clearTimeout(timer);
    },
  };
}

function browserAddress(page: Window): AddressBar {
  const { location, history } = page;
  const place = (fragment: string) => fragment || location.pathname + location.search;
  const replace = (fragment: string) => tolerate(() => history.replaceState(null, "", place(fragment)));
  const push = (fragment: string) => tolerate(() => history.pushState(null, "", place(fragment)));
  return {
    read: () => location.hash,
    replace,
    // Back in a page that embeds this one is that page's own: it must not lead through edits in a frame.
    push: page.parent === page ? push : replace,
    listen: (changed) => {
      page.addEventListener("popstate", changed);
      page.addEventListener("hashchange", changed);
      return () => {
        page.removeEventListener("popstate", changed);
        page.removeEventListener("hashchange", changed);
      };
    },
  };
}

/** Some browsers refuse to write the address: too often in a while, or in some frames. The page works on, the address stays behind. */
function tolerate(write: () => void): void {
  try {
    write();
  } catch {
    // Share makes its link from the state.
  }
}

function browserMemory(page: Window): Memory {
  // Reading `localStorage` itself throws where the reader forbids it.
  return {
    read: (key) => {
      try {
        return page.localStorage.getItem(key);
      } catch {
        return null;
      }
    },
    write: (key, value) => {
      try {
        if (value === null) page.localStorage.removeItem(key);
        else page.localStorage.setItem(key, value);
      } catch {
        // Nothing is lost but a preference.
      }
    },
  };
}
