import { Component, type ComponentType, lazy, type ReactNode, useEffect, useMemo, useState, useSyncExternalStore } from "react";
import { loadedOnce } from "../../engine/loaded-once.ts";
import { ReloadButton } from "./reload-button.tsx";

/** A script or a style sheet of the page did not come. */
export class LoadError extends Error {
  constructor(cause: unknown) {
    super(cause instanceof Error ? cause.message : String(cause), { cause });
    this.name = "LoadError";
  }
}

/** What stands in the place of a part that could not be loaded. */
export type Failure = ComponentType<{ readonly why: string; readonly again: () => void }>;

interface LazyOptions {
  /** Begins to load at once, before the part is shown. */
  readonly isEager?: boolean;
  readonly Failure?: Failure;
}

const isEmpty = ({ sheet }: HTMLLinkElement) => !sheet?.cssRules.length;

/** Sheets that came and are none (a web page in their place), and when: for the browser they are loaded. */
const refusedSheets = new Map<string, number>();
/** Counts what began to load and what was refused, in order. */
let turn = 0;
const hearSheet = ({ target }: Event) => {
  if (target instanceof HTMLLinkElement && target.rel === "stylesheet" && isEmpty(target)) refusedSheets.set(target.href, ++turn);
};
// What is rendered to text in a test has no document.
if (typeof document !== "undefined") document.addEventListener("load", hearSheet, true);

/** Loads a script with its sheets, once for all who ask; what did not come is loaded again. @throws LoadError */
function fetching<Part>(load: () => Promise<Part>): () => Promise<Part> {
  let missingSheet: string | null = null;
  return loadedOnce(async () => {
    const begun = ++turn;
    try {
      // A sheet that failed is not asked for again by what loads scripts.
      if (missingSheet !== null) await loadSheet(missingSheet);
      missingSheet = null;
      const part = await load();
      for (const [href, refused] of refusedSheets) if (refused > begun) await loadSheet(href);
      return part;
    } catch (error) {
      if (error instanceof LoadError) throw error;
      const failure = new LoadError(error);
      missingSheet = /preload CSS for (\S+)/.exec(failure.message)?.[1] ?? missingSheet;
      throw failure;
    }
  });
}

/** A component whose script is loaded when it is first shown. One that did not come is loaded again in one press, there. */
export function lazily<Props extends object>(
  load: () => Promise<ComponentType<Props>>,
  { isEager = false, Failure = LoadFailure }: LazyOptions = {},
): ComponentType<Props> {
  const fetchPart = fetching(async () => ({ default: await load() }));
  const first = isEager ? fetchPart() : null;
  first?.catch(() => undefined);
  let Part = lazy(() => first ?? fetchPart());
  // What is lazy keeps its failure. Another takes its place when it is asked for, not before: React draws a part that failed twice.
  return function Lazily(props: Props) {
    const [attempt, setAttempt] = useState(0);
    const again = useMemo(
      () => () => {
        Part = lazy(fetchPart);
        setAttempt((count) => count + 1);
      },
      [],
    );
    const Loaded = Part;
    return (
      <LoadBoundary key={attempt} Failure={Failure} again={again}>
        <Loaded {...props} />
      </LoadBoundary>
    );
  };
}

/**
 * A view's panel and what it states, two parts of one script. Where it did not come, or what both need, the panel says so; the statement
 * is silent, and asked for again with the panel. They are loaded as one: a failure is both's.
 */
export function lazyView(load: () => Promise<Record<"Panel" | "Statement", ComponentType>>) {
  const fetchView = fetching(load);
  return {
    Panel: lazily(async () => (await fetchView()).Panel),
    Statement: lazily(async () => (await fetchView()).Statement, { Failure: Silent }),
  };
}

function loadSheet(href: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const sheet = Object.assign(document.createElement("link"), { rel: "stylesheet", href });
    const settle = () => {
      if (isEmpty(sheet)) return reject(new Error(`Unable to preload CSS for ${href}`));
      refusedSheets.delete(href);
      resolve();
    };
    sheet.onload = settle;
    sheet.onerror = settle;
    document.head.append(sheet);
  });
}

interface BoundaryProps {
  readonly Failure: Failure;
  readonly again: () => void;
  readonly children: ReactNode;
}

/** Keeps failures to load; every other one goes on. */
class LoadBoundary extends Component<BoundaryProps, { readonly error: Error | null }> {
  override state = { error: null as Error | null };

  static getDerivedStateFromError(error: Error) {
    return { error };
  }

  override render() {
    const { error } = this.state;
    if (error === null) return this.props.children;
    if (!(error instanceof LoadError)) throw error;
    const { Failure, again } = this.props;
    return <Failure why={error.message} again={again} />;
  }
}

/** Ways to ask again for what did not come, the longest waiting first, and who looks at them. */
const failed: (() => void)[] = [];
/** The same of parts that say nothing of it. */
const silent = new Set<() => void>();
const lookers = new Set<() => void>();
const tell = () => {
  for (const look of lookers) look();
};
const look = (looker: () => void) => {
  lookers.add(looker);
  return () => lookers.delete(looker);
};

function Silent({ again }: { readonly again: () => void }) {
  useEffect(() => {
    silent.add(again);
    return () => {
      silent.delete(again);
    };
  }, [again]);
  return null;
}

/** What did not come is told once, however many parts miss it, and asked for again as a whole. */
function LoadFailure({ why, again }: { readonly why: string; readonly again: () => void }) {
  const isFirst = useSyncExternalStore(look, () => failed[0] === again);
  useEffect(() => {
    failed.push(again);
    tell();
    return () => {
      failed.splice(failed.indexOf(again), 1);
      tell();
    };
  }, [again]);
  return isFirst ? (
    <section className="broken-part" role="alert">
      <h2 className="section-title">This part of the page did not load</h2>
      <p>The sentence and the model are still there ({why}). Try again, or reload the page: the sentence is in the address.</p>
      <div className="failed-ways">
        <button
          type="button"
          className="button"
          data-primary
          onClick={() => {
            for (const each of [...failed, ...silent]) each();
          }}
        >
          Try again
        </button>
        <ReloadButton />
      </div>
    </section>
  ) : null;
}
