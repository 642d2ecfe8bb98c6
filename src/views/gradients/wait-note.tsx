import { useWaiting } from "./use-waiting.ts";
import "./wait-note.css";

/** What is being computed and how far it is, over the chart; said once, not at every percent. */
export function WaitNote({ centre }: { readonly centre: number }) {
  const { what, done, isStale } = useWaiting();
  return (
    <div className="wait-note" style={{ left: centre }}>
      {what !== null && (
        <p aria-hidden="true">
          {what} <b>{done}</b>
          {isStale && <small>grey: as it was before</small>}
        </p>
      )}
      <p className="visually-hidden" role="status">
        {what ?? ""}
      </p>
    </div>
  );
}
