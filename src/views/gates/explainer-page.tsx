import { type MouseEvent, useLayoutEffect, useRef } from "react";
import { equationsOf } from "../../engine/cells/equations.ts";
import { signalIndex, type Trace } from "../../engine/trace.ts";
import { isCovered } from "../shared/covered-number.ts";
import { followOrigin, type Origin } from "../shared/explainer-store.ts";
import { formatSigned } from "../shared/format.ts";
import { Formula } from "../shared/formula.tsx";
import { printWork } from "../shared/printed-work.ts";
import { createUnitReader, type UnitPlace } from "../shared/unit-reader.ts";
import { useApp, useAppHandle } from "../shared/use-app.ts";
import { PartRows, TermRows } from "./explainer-rows.tsx";
import { labelOf, type Naming, originOf } from "./origin.ts";
import { useRovingNumbers } from "./use-roving-numbers.ts";
import { WorkedLine, writeWork } from "./worked-line.tsx";

interface PageProps {
  readonly origin: Origin;
  readonly naming: Naming;
  readonly titleId: string;
  readonly title: string;
}

type OriginOf<Kind extends Origin["kind"]> = Extract<Origin, { kind: Kind }>;

/** One number taken apart, or said where it was read. */
export function ExplainerPage({ origin, naming, titleId, title }: PageProps) {
  return (
    <>
      <h3 className="explainer-title" id={titleId}>
        {title}
      </h3>
      <Body origin={origin} naming={naming} />
    </>
  );
}

function Body({ origin, naming }: Pick<PageProps, "origin" | "naming">) {
  switch (origin.kind) {
    case "signal":
      return origin.step === 0 ? <Initial origin={origin} naming={naming} /> : <SignalPage origin={origin} naming={naming} />;
    case "sum":
      return <PartRows origin={origin} naming={naming} />;
    case "part":
      return <TermRows target={origin} naming={naming} />;
    case "logit":
      return <TermRows target={origin} naming={naming} />;
    case "weight":
      return (
        <>
          <Value text={formatSigned(origin.value, 4)} />
          <p>
            {origin.joins} It is read from the model’s file as <code>{origin.tensor}</code>, learned in training and the same at
            every word.
          </p>
        </>
      );
    case "embedding":
      return <EmbeddingPage origin={origin} naming={naming} />;
  }
}

function Value({ text }: { readonly text: string }) {
  return <p className="explainer-value">{text}</p>;
}

function EmbeddingPage({ origin, naming }: { readonly origin: OriginOf<"embedding">; readonly naming: Naming }) {
  const token = naming.tokenAt(origin.step);
  return (
    <>
      <Value text={formatSigned(origin.value, 4)} />
      <p>
        The model knows “{token?.text}” as a row of {naming.model.config.inputs} numbers, learned in training. This is number{" "}
        {origin.component} of it: <code>{`embedding[${token?.id}, ${origin.component}]`}</code> in the model’s file.
      </p>
    </>
  );
}

/** The state that the first word found. */
function Initial({ origin, naming }: { readonly origin: OriginOf<"signal">; readonly naming: Naming }) {
  const trace = useAppHandle().buffer.trace();
  const { start } = naming.model.config;
  if (trace === null) return null;
  return (
    <>
      <Value text={formatSigned(initialValue(trace, origin), 2)} />
      <p>
        {start === undefined
          ? "Nothing was read before the first word: every state starts at zero."
          : `Before the first word the model read its start token, ${start}, from zeros. This is the state that it left.`}
      </p>
    </>
  );
}

function initialValue({ layout, values }: Trace, { layer, unit, signal }: OriginOf<"signal">): number {
  return values[(layer * layout.signals.length + signalIndex(layout, signal)) * layout.units + unit] as number;
}

/** A signal's equation with its numbers, each of which opens in turn. */
function SignalPage({ origin, naming }: { readonly origin: OriginOf<"signal">; readonly naming: Naming }) {
  const root = useRef<HTMLDivElement>(null);
  const trace = useAppHandle().buffer.trace();
  const { cell, model } = naming;
  const stage = equationsOf(cell).find(({ signal }) => signal === origin.signal);
  const biases = model.biases[origin.layer];
  const isThere = trace !== null && origin.step <= trace.steps && biases !== undefined;
  const worked = isThere ? stage?.work?.(createUnitReader(trace, biases, placeOf(origin))) : undefined;
  const isHidden = useApp((state) => origin.layer === state.layer && isCovered(state, origin.signal, origin));
  useLayoutEffect(() => {
    if (root.current !== null && worked !== undefined) writeWork(root.current, printWork(worked), isHidden);
  });
  useRovingNumbers(root);
  if (stage === undefined || worked === undefined) return <p>This word is not computed any more.</p>;
  const follow = (event: MouseEvent) => {
    const number = event.target instanceof Element ? event.target.closest<HTMLElement>("[data-number]") : null;
    const piece = worked.pieces.find((each) => each.kind === "number" && each.id === number?.dataset["number"]);
    if (piece?.kind === "number") followOrigin(originOf(piece.source, placeOf(origin)));
  };
  return (
    <div ref={root} className="explainer-signal" data-hue={cell.signals.find(({ name }) => name === origin.signal)?.hue}>
      <p className="explainer-value">
        <span data-result />
      </p>
      {stage.formula !== undefined && <Formula tex={stage.formula} />}
      {/* biome-ignore lint/a11y/noStaticElementInteractions: the numbers inside are buttons; one listener serves them all */}
      {/* biome-ignore lint/a11y/useKeyWithClickEvents: a button's click comes from the keyboard too */}
      <div onClick={follow}>
        <WorkedLine worked={worked} signals={cell.signals} />
      </div>
      <p>
        {stage.meaning} Click a number to see what the {labelOf(cell, origin.signal)} is made of.
      </p>
    </div>
  );
}

function placeOf({ layer, step, unit }: UnitPlace): UnitPlace {
  return { layer, step, unit };
}
