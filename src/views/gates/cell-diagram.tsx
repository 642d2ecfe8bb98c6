import { useRef } from "react";
import type { CellType } from "../../engine/cell.ts";
import { diagramOf } from "../../engine/cells/diagrams.ts";
import { quoted } from "../shared/quoted.ts";
import { activeStage } from "../shared/stage-state.ts";
import { type App, useApp, useAppHandle } from "../shared/use-app.ts";
import { useCell } from "../shared/use-cell.ts";
import { usePageLayout } from "../shared/use-page-layout.ts";
import { useTransientHover } from "../shared/use-transient.ts";
import "./cell-diagram.css";
import { describeCell } from "./describe-cell.ts";
import { type DiagramNumbers, diagramNumbers } from "./diagram-layout.ts";
import { arcDashes, DiagramPicture, turnArc } from "./diagram-picture.tsx";
import { findShownUnit, type ShownUnit, useShownUnit } from "./shown-unit.ts";

/** The cell at one unit and one word: title, drawing, and the same in words for those who cannot see it. */
export function CellDiagram() {
  const cell = useCell();
  return (
    <section className="cell" aria-label="Cell">
      {cell !== null && <Drawn cell={cell} />}
    </section>
  );
}

function Drawn({ cell }: { readonly cell: CellType }) {
  const app = useAppHandle();
  const root = useRef<HTMLDivElement>(null);
  const active = useApp(activeStage);
  const layer = useApp((state) => state.layer);
  const layers = useApp((state) => state.model?.config.layers ?? 1);
  const hasReadout = useApp((state) => state.model?.hasReadout ?? false);
  const isCovered = useApp((state) => state.answersHidden);
  const isPlaying = useApp((state) => state.isPlaying);
  const { middle, scale } = usePageLayout();
  const stage = cell.stages[active];
  const shown = findShownUnit(app);
  // What is to be guessed has no number in the drawing either.
  const numbered = isCovered ? active - 1 : active;
  useShownUnit((unit) => root.current && paint(root.current, cell, numbered, unit, stageAndLayer));
  useTransientHover(
    ({ signal, step }) => `${signal} ${step}`,
    () => root.current && markCarriers(root.current, carried(app)),
  );
  const stageAndLayer = [stage?.label, layers > 1 ? `layer ${layer + 1} of ${layers}` : undefined]
    .filter((part) => part !== undefined)
    .map((part) => `, ${part}`)
    .join("");
  const goal = layer < layers - 1 ? `to layer ${layer + 2}` : hasReadout ? "to softmax" : "output";
  return (
    <div ref={root} className="cell-drawing" data-playing={isPlaying || undefined}>
      <h2 className="section-title" data-id="heading" aria-label={nameOf(shown, stageAndLayer)}>
        <span data-id="title">{titleOf(shown)}</span>
        <span className="descriptor">
          <span data-id="step">{stepOf(shown)}</span>
          {stageAndLayer}
        </span>
      </h2>
      <DiagramPicture
        key={cell.id}
        cell={cell}
        active={shown === null ? -1 : active}
        numbers={diagramNumbers(cell, numbered, shown?.read ?? null)}
        input={inputOf(shown)}
        output={goal}
        stretch={Math.max(0, (middle / scale - diagramOf(cell).width) / 2)}
      />
      <p className="visually-hidden" data-id="description">
        {shown !== null && describeCell(cell, numbered, shown.read)}
      </p>
    </div>
  );
}

function titleOf(shown: ShownUnit | null): string {
  return shown === null ? "Cell" : `Unit ${shown.place.unit} at ${quoted(shown.word)}`;
}

function stepOf(shown: ShownUnit | null): string {
  return shown === null ? "" : `step ${shown.place.step}`;
}

/** The heading as it is heard, its parts apart: `Unit 92 at “the”, step 12, softmax`. */
function nameOf(shown: ShownUnit | null, stageAndLayer: string): string {
  return shown === null ? titleOf(shown) : `${titleOf(shown)}, ${stepOf(shown)}${stageAndLayer}`;
}

/** The word, or the hidden state of the layer below. */
function inputOf(shown: ShownUnit | null): string {
  if (shown === null) return "";
  return shown.place.layer === 0 ? quoted(shown.word) : `h of layer ${shown.place.layer}`;
}

function paint(root: HTMLElement, cell: CellType, active: number, shown: ShownUnit | null, stageAndLayer: string): void {
  find(root, "heading")?.setAttribute("aria-label", nameOf(shown, stageAndLayer));
  const numbers = diagramNumbers(cell, active, shown?.read ?? null);
  paintNumbers(root, cell, numbers);
  write(root, "title", titleOf(shown));
  write(root, "step", stepOf(shown));
  write(root, "input-word", inputOf(shown));
  write(root, "description", shown === null ? "" : describeCell(cell, active, shown.read));
}

function paintNumbers(root: HTMLElement, cell: CellType, { belts, arcs, texts }: DiagramNumbers): void {
  for (const [id, width] of Object.entries(belts)) find(root, id)?.setAttribute("stroke-width", String(width));
  for (const [id, text] of Object.entries(texts)) write(root, id, text);
  for (const node of diagramOf(cell).nodes) {
    const arc = arcs[node.id];
    const circle = arc && root.querySelector(`[data-arc="${node.id}"]`);
    if (!circle) continue;
    circle.setAttribute("stroke-dasharray", arcDashes(arc.turn));
    circle.setAttribute("transform", turnArc(node.x, node.y, arc.isLeft));
  }
}

function find(root: HTMLElement, id: string): Element | null {
  return root.querySelector(`[data-id="${id}"]`);
}

function write(root: HTMLElement, id: string, text: string): void {
  const element = find(root, id);
  if (element !== null && element.textContent !== text) element.textContent = text;
}

/** What is hovered, as the wires name what they carry: a signal of this step, or of the step before. */
function carried({ hover, store }: App): string {
  const { signal, step } = hover.getState();
  return signal === null ? "" : `${signal} ${step === store.getState().step - 1 ? "before" : "now"}`;
}

/** Marks the wires that carry it, so that a hovered symbol or heatmap is found in the drawing. */
function markCarriers(root: HTMLElement, signal: string): void {
  for (const wire of root.querySelectorAll("[data-carries]")) {
    wire.toggleAttribute("data-marked", wire.getAttribute("data-carries") === signal);
  }
}
