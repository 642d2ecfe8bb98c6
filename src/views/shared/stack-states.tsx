import { useEffect, useState } from "react";
import type { Problem } from "../../worker/protocol.ts";
import { useDialogs } from "./dialogs.tsx";
import { formatBytes } from "./format.ts";
import { AlertIcon } from "./icons.tsx";
import { useApp } from "./use-app.ts";
import { useAxisGeometry } from "./use-axis.ts";
import "./stack-states.css";

/** Grounds that stand in for the heatmaps of a model that is not there yet. */
const GROUNDS = ["first", "second", "third", "fourth", "fifth", "sixth"];

/** While the first model loads: real bytes in the gutter, empty columns under the words. */
export function LoadingStack() {
  const status = useApp((state) => state.status);
  const { x0, col, gap, steps, viewWidth } = useAxisGeometry();
  const isSlow = useSlowness(status);
  if (status.kind !== "loading") return null;
  const { part, received, total } = status;
  const hasVocabulary = part === "weights";
  const share = hasVocabulary && total > 0 ? received / total : 0;
  const width = Math.min(viewWidth, col * steps);
  return (
    <div className="loading-stack">
      <div className="loading-gutter">
        {hasVocabulary && total > 0 && <b>{describeBytes(received, total)}</b>}
        <span>{hasVocabulary ? "Vocabulary ready" : "Vocabulary loading"}</span>
        {hasVocabulary && <span>Weights {Math.floor(share * 100)}%</span>}
        <span className="loading-later">First run, next</span>
      </div>
      {isSlow && (
        <div className="loading-ways">
          <p>The server has sent nothing for a while.</p>
          <LoadingWays />
        </div>
      )}
      <div
        className="loading-columns"
        style={{ left: x0, width, "--column": `${col}px`, "--paper": `${gap}px`, "--share": share }}
      >
        <div className="loading-line" />
        {GROUNDS.map((name) => (
          <div key={name} className="loading-ground" />
        ))}
      </div>
    </div>
  );
}

/** Nothing has come for so long that a reader wants to do something about it. */
const SLOW_MS = 6000;

/** Whether nothing has come for a while. */
function useSlowness(news: unknown): boolean {
  const [silent, setSilent] = useState<unknown>(null);
  useEffect(() => {
    const timer = window.setTimeout(() => setSilent(news), SLOW_MS);
    return () => window.clearTimeout(timer);
  }, [news]);
  return silent === news;
}

/** Out of a model that does not come. */
function LoadingWays() {
  const askAgain = useApp((state) => state.askAgain);
  const { show } = useDialogs();
  return (
    <div className="failed-ways">
      <button type="button" className="button" data-primary onClick={askAgain}>
        Retry
      </button>
      <button type="button" className="button" onClick={() => show("models")}>
        Choose another model
      </button>
    </div>
  );
}

/** `1.4 of 2.1 MB` */
export function describeBytes(received: number, total: number): string {
  const of = formatBytes(total);
  const [, unit] = of.split(" ");
  const [amount, ownUnit] = formatBytes(received).split(" ");
  return ownUnit === unit ? `${amount} of ${of}` : `${amount} ${ownUnit} of ${of}`;
}

/** No model could be loaded: what happened, what is safe, two ways on. */
export function FailedStack({ problem }: { readonly problem: Problem }) {
  return (
    <div className="failed-stack" role="alert">
      <AlertIcon />
      <div>
        <h2 className="failed-title">{problem.title}</h2>
        <p>{problem.detail}</p>
        <LoadingWays />
      </div>
    </div>
  );
}
