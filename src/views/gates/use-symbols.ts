import { type RefObject, useEffect } from "react";
import type { CellType } from "../../engine/cell.ts";
import { equationsOf } from "../../engine/cells/equations.ts";
import type { Equation } from "../../engine/equation.ts";
import { openExplainer } from "../shared/explainer-store.ts";
import { type App, useAppHandle } from "../shared/use-app.ts";
import { originOf } from "./origin.ts";
import { findShownUnit } from "./shown-unit.ts";

/**
 * Makes the symbols, numbers and rows inside `root` answer: hovering a symbol marks its cell and its wire, clicking it goes there,
 * clicking a number explains it, clicking elsewhere in a row makes its stage the active one. One listener each for all of them,
 * since symbols are typeset HTML.
 */
export function useSymbols(root: RefObject<HTMLElement | null>, cell: CellType): void {
  const app = useAppHandle();
  useEffect(() => {
    const element = root.current;
    if (element === null) return;
    const over = (event: Event) => hoverSymbol(app, symbolAt(event));
    const leave = () => hoverSymbol(app, null);
    const click = (event: Event) => answerClick(app, cell, event);
    element.addEventListener("pointerover", over);
    element.addEventListener("pointerleave", leave);
    element.addEventListener("click", click);
    return () => {
      element.removeEventListener("pointerover", over);
      element.removeEventListener("pointerleave", leave);
      element.removeEventListener("click", click);
    };
  }, [app, cell, root]);
}

interface SymbolTarget {
  readonly signal: string;
  readonly when: string;
}

function symbolAt(event: Event): SymbolTarget | null {
  const symbol = event.target instanceof Element ? event.target.closest<HTMLElement>(".formula [data-signal]") : null;
  const signal = symbol?.dataset["signal"];
  return signal === undefined ? null : { signal, when: symbol?.dataset["when"] ?? "now" };
}

function stepOf(app: App, { when }: SymbolTarget): number {
  const { step } = app.store.getState();
  return when === "before" ? step - 1 : step;
}

function hoverSymbol(app: App, symbol: SymbolTarget | null): void {
  const { signal, isFollowed } = app.hover.getState();
  if (isFollowed || (symbol === null && signal === null)) return;
  if (symbol === null) app.hover.setState({ signal: null, unit: null, step: null });
  else app.hover.setState({ signal: symbol.signal, unit: app.store.getState().unit, step: stepOf(app, symbol) });
}

function answerClick(app: App, cell: CellType, event: Event): void {
  const target = event.target instanceof Element ? event.target : null;
  const row = target?.closest<HTMLElement>("[data-stage]");
  const stage = equationsOf(cell).find(({ id }) => id === row?.dataset["stage"]);
  if (!target || stage === undefined || target.closest(".explainer") !== null) return;
  const number = target.closest<HTMLElement>("[data-number]");
  const symbol = symbolAt(event);
  const { pin, stage: active } = app.store.getState();
  if (number !== null) explainNumber(app, stage.work, number);
  else if (symbol !== null) goToSymbol(app, cell, symbol);
  else if (stage.id !== active) pin({ stage: stage.id });
}

function explainNumber(app: App, work: Equation["work"], number: HTMLElement): void {
  const shown = findShownUnit(app);
  const piece = shown && work?.(shown.read).pieces.find((each) => each.kind === "number" && each.id === number.dataset["number"]);
  if (!shown || piece?.kind !== "number") return;
  openExplainer(originOf(piece.source, shown.place), number);
}

/** Scrolls the signal's heatmap into view; a symbol of the step before pins that word too. */
function goToSymbol(app: App, cell: CellType, symbol: SymbolTarget): void {
  const step = stepOf(app, symbol);
  if (symbol.when === "before" && step >= 1) app.store.getState().pin({ step });
  const label = cell.signals.find(({ name }) => name === symbol.signal)?.label;
  const grid = document.querySelector(`[role="grid"][aria-label="${label}"]`);
  grid?.scrollIntoView({ block: "nearest", inline: "nearest" });
}
