import type { AddressBar, Clock } from "./edges.ts";

/** The address is replaced at most twice a second. */
const REPLACE_MS = 500;
/** A long one costs the browser noticeable time: it is written when nothing has changed for a while. */
const LONG = 4000;
const REST_MS = 1500;

/** When the address is written over, and when it gets a new entry. */
export interface AddressWriter {
  /** The state has changed: the current entry is written over, soon. */
  readonly follow: () => void;
  /** Adds an entry; the one before it becomes again what it was before the draft, so that Back undoes the whole. */
  readonly commit: (fragment: string) => void;
  /** What is written from now on is provisional, until the commit. */
  readonly draft: () => void;
  /** Another entry was come to. One that `isHeld` stays as it is until the reader does something. */
  readonly arrive: (isHeld: boolean) => void;
  /** Writes over the entry that was come to, unless a draft has begun: what was ignored leaves it. */
  readonly tidy: () => void;
  /** Whether the address is the one that was last come to or committed. */
  readonly isHere: () => boolean;
  readonly stop: () => void;
}

/** `came` is the fragment that Back comes back to at first; `fragmentNow` writes the state as one. */
export function createAddressWriter(bar: AddressBar, clock: Clock, came: string, fragmentNow: () => string): AddressWriter {
  let isDraft = false;
  let isHeld = false;
  /** The fragment that Back will come back to. */
  let committed = came;
  let lastReplaced = -Infinity;
  let cancel: (() => void) | null = null;

  const callOff = () => {
    cancel?.();
    cancel = null;
  };

  const write = (fragment: string) => {
    if (fragment !== bar.read()) bar.replace(fragment);
  };

  const replace = () => {
    cancel = null;
    if (isHeld) return;
    lastReplaced = clock.now();
    const fragment = fragmentNow();
    write(fragment);
    if (!isDraft) committed = fragment;
  };

  return {
    follow: () => {
      if (bar.read().length > LONG) {
        callOff();
        cancel = clock.after(REST_MS, replace);
        return;
      }
      cancel ??= clock.after(Math.max(0, lastReplaced + REPLACE_MS - clock.now()), replace);
    },
    commit: (fragment) => {
      callOff();
      isDraft = false;
      isHeld = false;
      write(committed);
      if (fragment !== committed) bar.push(fragment);
      committed = fragment;
    },
    draft: () => {
      isDraft = true;
      isHeld = false;
    },
    arrive: (held) => {
      callOff();
      isDraft = false;
      isHeld = held;
      committed = bar.read();
    },
    tidy: () => {
      if (!isDraft) replace();
    },
    isHere: () => bar.read() === committed,
    stop: callOff,
  };
}
