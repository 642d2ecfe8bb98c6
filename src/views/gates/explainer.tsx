import { useEffect, useId, useRef } from "react";
import { createPortal } from "react-dom";
import { useStore } from "zustand";
import type { CellType } from "../../engine/cell.ts";
import type { ModelInfo } from "../../worker/protocol.ts";
import { closeExplainer, explainerStore, type Origin, returnTo } from "../shared/explainer-store.ts";
import { useApp, useAppHandle } from "../shared/use-app.ts";
import { useCell } from "../shared/use-cell.ts";
import { usePageLayout } from "../shared/use-page-layout.ts";
import "./explainer.css";
import { ExplainerPage } from "./explainer-page.tsx";
import { type Naming, nameOrigin, shortName } from "./origin.ts";

/** Says where a number comes from, down to the model's weights, with a way back. Empty until a number is clicked. */
export function Explainer() {
  const cell = useCell();
  const model = useApp((state) => state.model);
  const trail = useStore(explainerStore, (state) => state.trail);
  const { columns } = usePageLayout();
  useClosing();
  if (cell === null || model === null || trail.length === 0) return null;
  const panel = <Panel cell={cell} model={model} trail={trail} />;
  // A sheet stands above the transport, so outside the workbench.
  const page = columns === 1 ? document.querySelector(".app") : null;
  return page === null ? panel : createPortal(panel, page);
}

/** Closes when another model is shown, when a word it speaks of has changed, and when the answers are hidden: it may tell one. */
function useClosing() {
  const { store } = useAppHandle();
  useEffect(() => {
    const stop = store.subscribe((state, before) => {
      const { trail } = explainerStore.getState();
      if (trail.length === 0) return;
      const last = Math.max(...trail.map((origin) => ("step" in origin ? origin.step : 0)));
      const isStale = state.version !== before.version && state.changedFrom <= last;
      const isTelling = state.answersHidden && !before.answersHidden;
      if (isTelling || state.model !== before.model || state.tokens.length < last || isStale) closeExplainer();
    });
    return () => {
      stop();
      closeExplainer();
    };
  }, [store]);
}

interface PanelProps {
  readonly cell: CellType;
  readonly model: ModelInfo;
  readonly trail: readonly Origin[];
}

function Panel({ cell, model, trail }: PanelProps) {
  const titleId = useId();
  const panel = useRef<HTMLElement>(null);
  const list = useRef<HTMLOListElement>(null);
  const tokens = useApp((state) => state.tokens);
  const last = trail.length - 1;
  const origin = trail[last] as Origin;
  const naming: Naming = { cell, model, tokenAt: (step) => tokens[step - 1] };
  useEscape(last - 1);
  useMarkedOpener();
  // biome-ignore lint/correctness/useExhaustiveDependencies: every step of the trail begins at the top, with the focus
  useEffect(() => {
    panel.current?.focus({ preventScroll: true });
    panel.current?.scrollTo({ top: 0 });
    list.current?.scrollTo({ left: list.current.scrollWidth });
  }, [trail]);
  const name = nameOrigin(origin, naming);
  return (
    <section ref={panel} className="explainer" role="dialog" aria-labelledby={titleId} tabIndex={-1}>
      <div className="explainer-header">
        <button type="button" className="explainer-button" disabled={last === 0} onClick={() => returnTo(last - 1)}>
          Back
        </button>
        <ol ref={list} className="explainer-trail" aria-label="Trail">
          {trail.map((entry, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: the same number may occur twice, its place in the trail is what it is
            <li key={index}>
              <button type="button" aria-current={index === last ? "true" : undefined} onClick={() => returnTo(index)}>
                {shortName(entry, naming)}
              </button>
            </li>
          ))}
        </ol>
        <button type="button" className="explainer-button" onClick={closeExplainer}>
          Close
        </button>
      </div>
      <ExplainerPage
        key={JSON.stringify(origin)}
        origin={origin}
        naming={naming}
        titleId={titleId}
        title={origin.kind === "weight" ? "A number of the model" : capitalise(name)}
      />
    </section>
  );
}

/** Marks the number that was clicked while it is explained, and keeps it in sight: on a phone above the sheet. */
function useMarkedOpener() {
  const opener = useStore(explainerStore, (state) => state.opener);
  const isSheet = usePageLayout().columns === 1;
  useEffect(() => {
    if (opener === null) return undefined;
    opener.dataset["explained"] = "";
    const frame = requestAnimationFrame(() => opener.scrollIntoView({ block: isSheet ? "start" : "nearest" }));
    return () => {
      cancelAnimationFrame(frame);
      delete opener.dataset["explained"];
    };
  }, [opener, isSheet]);
}

/** Esc goes one back, at the beginning it closes; before the page's own Esc. In a text field it stays the field's. */
function useEscape(index: number) {
  useEffect(() => {
    const back = (event: KeyboardEvent) => {
      if (
        event.key !== "Escape" ||
        (event.target instanceof Element && event.target.matches("input, textarea, [contenteditable]"))
      )
        return;
      event.preventDefault();
      event.stopImmediatePropagation();
      returnTo(index);
    };
    window.addEventListener("keydown", back, { capture: true });
    return () => window.removeEventListener("keydown", back, { capture: true });
  }, [index]);
}

function capitalise(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
