import { useMemo, useRef } from "react";
import { useApp } from "../shared/use-app.ts";
import { useAxisGeometry, useSidewaysScroll } from "../shared/use-axis.ts";
import { useStepPointer } from "../shared/use-step-pointer.ts";
import { useTransient, useTransientHover, useTransientOf } from "../shared/use-transient.ts";
import { tracedSignals } from "./layout.ts";
import { RowsMenu } from "./rows-menu.tsx";
import { passOn, type Speaker, StackVoice } from "./stack-voice.tsx";
import { type TraceLine, traceHeight, useTraceDrawing } from "./trace-drawing.ts";
import { useRowCount, useSpareHeight } from "./use-row-count.ts";
import { type Stack, useStack } from "./use-stack.ts";
import "./unit-trace.css";

/** What the pinned unit keeps, holds and shows over the words, on the same axis as the heatmaps. Nothing without a model or words. */
export function UnitTrace() {
  const stack = useStack();
  const hasWords = useApp((state) => state.tokens.length > 0);
  return stack === null || !hasWords ? null : <Trace stack={stack} />;
}

function Trace({ stack }: { readonly stack: Stack }) {
  const unit = useApp((state) => state.unit);
  const isProjector = useApp((state) => state.isProjector);
  const rows = useRowCount();
  const { scale } = useAxisGeometry();
  const height = traceHeight(useSpareHeight(), scale);
  const voice = useRef<Speaker>(null);
  const speaker = useMemo(() => passOn(voice), []);
  return (
    <section className="unit-trace" aria-label={`Unit ${unit} over the words`} style={{ "--trace-height": `${height}px` }}>
      <div className="trace-gutter">
        <h2 className="trace-title">{isProjector ? `Memory of ${unit}` : `Unit ${unit}`}</h2>
        {!isProjector && <RowsMenu stack={stack} speaker={speaker} rows={rows} />}
      </div>
      <Plot stack={stack} unit={unit} height={height} />
      <StackVoice ref={voice} />
    </section>
  );
}

interface PlotProps {
  readonly stack: Stack;
  readonly unit: number;
  readonly height: number;
}

function Plot({ stack, unit, height }: PlotProps) {
  const axis = useAxisGeometry();
  const lines = useLines(stack);
  const svg = useRef<SVGSVGElement>(null);
  const labels = useRef<HTMLDivElement>(null);
  const sideways = useSidewaysScroll<HTMLDivElement>();
  const pointer = useStepPointer(axis);
  const { draw, drawHovered } = useTraceDrawing({ svg, labels }, { lines, unit, axis, height });
  useTransient((state) => [state.version, state.steps, state.layer, state.step], draw);
  useTransientOf(axis.scroll, (px) => px, draw);
  useTransientHover((state) => state.step, drawHovered);
  return (
    <>
      <div ref={sideways} className="trace-plot" style={{ left: axis.x0, width: axis.viewWidth }} {...pointer}>
        <svg ref={svg} width={axis.viewWidth} height={height} aria-hidden="true">
          <path className="trace-top" />
          <path className="trace-zero" />
          <path className="trace-bottom" />
          {lines.map(({ key, signal, compared }) => (
            <path key={key} className="trace-line" data-hue={signal.hue} data-compared={compared !== null || undefined} />
          ))}
          {lines.map(({ key, signal }) => (
            <circle key={key} className="trace-hovered" data-hue={signal.hue} r={3.5 * axis.scale} />
          ))}
          {lines.map(({ key, signal, compared }) => (
            <circle
              key={key}
              className="trace-pinned"
              data-hue={signal.hue}
              r={(compared === null ? (signal.hue === "c" ? 4.5 : 3.75) : 2.5) * axis.scale}
            />
          ))}
        </svg>
      </div>
      <div ref={labels} className="trace-labels" aria-hidden="true">
        <span className="trace-tick" />
        <span className="trace-tick" />
        <span className="trace-tick" />
        {lines.map(({ key, signal, compared }) => (
          <span key={key} className="trace-label" data-hue={signal.hue} data-compared={compared !== null || undefined}>
            {compared ?? signal.letter}
          </span>
        ))}
      </div>
    </>
  );
}

/** The pinned unit's signals; then the memory of every unit that is compared with it. */
function useLines({ cell, signals }: Stack): readonly TraceLine[] {
  const isProjector = useApp((state) => state.isProjector);
  const unit = useApp((state) => state.unit);
  const compared = useApp((state) => state.comparedUnits);
  return useMemo(() => {
    const own = tracedSignals(signals, isProjector).map((signal) => ({ key: signal.name, signal, compared: null }));
    const memory = cell.signals.find(({ role }) => role === "state");
    if (memory === undefined) return own;
    const others = compared.filter((other) => other !== unit);
    return [...own, ...others.map((other) => ({ key: `unit ${other}`, signal: memory, compared: other }))];
  }, [cell, signals, isProjector, unit, compared]);
}
