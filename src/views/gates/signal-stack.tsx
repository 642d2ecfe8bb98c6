import { type ReactNode, useEffect, useMemo, useRef } from "react";
import { AfterDrawing } from "../shared/after-drawing.tsx";
import { columnsWidth } from "../shared/axis-geometry.ts";
import { lazily } from "../shared/lazily.tsx";
import type { TooltipHandle } from "../shared/tooltip.tsx";
import { useApp } from "../shared/use-app.ts";
import { useAxisGeometry } from "../shared/use-axis.ts";
import { expandedRowPx, hasMean, stackLayout } from "./layout.ts";
import { SignalGrid } from "./signal-grid.tsx";
import { SignalGutter } from "./signal-gutter.tsx";
import type { GridParts, SignalProps } from "./signal-props.ts";
import { SignalReadout } from "./signal-readout.tsx";
import type { Speaker } from "./speaker.ts";
import { useReveal } from "./use-reveal.ts";
import { type Stack, useDomains, useRows } from "./use-stack.ts";
import "./stack.css";

const RowsMenu = lazily(() => import("./rows-menu.tsx").then((module) => module.RowsMenu));
const MeanStrip = lazily(() => import("./mean-strip.tsx").then((module) => module.MeanStrip));
const PinnedUnit = lazily(() => import("./stack-listening.tsx").then((module) => module.PinnedUnit));
const StackListening = lazily(() => import("./stack-listening.tsx").then((module) => module.StackListening));
const Tooltip = lazily(() => import("../shared/tooltip.tsx").then((module) => module.Tooltip));

interface StackProps {
  readonly stack: Stack;
  /** What the heatmaps share, CSS px; not looked at in the one-column layout, which scrolls. */
  readonly height: number;
  readonly speaker: Speaker;
  /** What stands under the heatmaps. @param rows how many units they draw */
  readonly note: (rows: number) => ReactNode;
}

/**
 * One heatmap a signal of the model's cell, under the words of the shared axis: name and distribution on the left, legend and readout
 * on the right. As high as it is told.
 */
export function SignalStack({ stack, height, speaker, note }: StackProps) {
  const { isNarrow } = useAxisGeometry();
  const tooltip = useRef<TooltipHandle>(null);
  const explained = useRef<string | null>(null);
  const reveal = useReveal();
  const { cell } = stack;
  const parts = useMemo<GridParts>(() => ({ cell, speaker, tooltip, explained, reveal }), [cell, speaker, reveal]);
  const { rows, signalRows } = useSignalRows(stack, height);
  const total = signalRows.reduce((sum, row) => sum + row.nameHeight + row.strip + row.props.height + row.gap, 0);
  return (
    <>
      <div
        className="signal-stack"
        data-scrolls={(!isNarrow && total > height) || undefined}
        style={isNarrow ? undefined : { height }}
      >
        <div className="signal-rows">
          {isNarrow && (
            <AfterDrawing>
              <RowsMenu stack={stack} speaker={speaker} rows={rows} isCompact />
            </AfterDrawing>
          )}
          {signalRows.map((row) => (
            <SignalRow key={row.props.signal.name} row={row} parts={parts} />
          ))}
        </div>
        <AfterDrawing>
          <StackListening stack={stack} speaker={speaker} />
          <Tooltip ref={tooltip} />
        </AfterDrawing>
      </div>
      {note(rows)}
    </>
  );
}

interface Row {
  readonly props: SignalProps;
  readonly nameHeight: number;
  /** Of the mean over all units, between name and heatmap; 0 for none. */
  readonly strip: number;
  readonly gap: number;
  readonly isExpanded: boolean;
}

function SignalRow({ row, parts }: { readonly row: Row; readonly parts: GridParts }) {
  const element = useRef<HTMLDivElement>(null);
  const { isExpanded, nameHeight, strip } = row;
  const above = nameHeight + strip;
  useEffect(() => {
    if (isExpanded) element.current?.scrollIntoView({ block: "nearest" });
  }, [isExpanded]);
  return (
    <div
      ref={element}
      className="signal-row"
      data-hue={row.props.signal.hue}
      style={{
        "--above": `${above}px`,
        paddingTop: above,
        height: above + row.props.height,
        marginBottom: row.gap,
      }}
    >
      <SignalGutter {...row.props} />
      {strip > 0 && (
        <AfterDrawing>
          <MeanStrip {...row.props} top={nameHeight} reveal={parts.reveal} height={strip} />
        </AfterDrawing>
      )}
      <AfterDrawing>
        <PinnedUnit {...row.props} />
      </AfterDrawing>
      <SignalGrid {...row.props} parts={parts} />
      <RoomForWords />
      <SignalReadout {...row.props} />
    </div>
  );
}

/** Where words are still to come: empty columns as far as the axis reaches, so that a short sentence has its place in it. */
function RoomForWords() {
  const axis = useAxisGeometry();
  const { col, gap } = axis;
  const left = columnsWidth(axis);
  const columns = Math.floor((axis.viewWidth - left) / col);
  if (columns < 1) return null;
  return (
    <div
      className="signal-room"
      aria-hidden="true"
      style={{ left: axis.x0 + left + gap / 2, width: columns * col - gap, "--col": `${col}px`, "--cell": `${col - gap}px` }}
    />
  );
}

/** Rows and heights of every heatmap; the expanded one shows all units. */
function useSignalRows(stack: Stack, height: number): { readonly rows: number; readonly signalRows: readonly Row[] } {
  const { isNarrow, scale } = useAxisGeometry();
  const asked = useApp((state) => state.rows);
  const expanded = useApp((state) => state.expanded);
  const stage = useApp((state) => state.stage);
  const { cell, signals, units } = stack;
  const domains = useDomains(stack);
  const layout = useMemo(
    () =>
      stackLayout({
        height,
        heatmaps: signals.length,
        strips: signals.filter(hasMean).length,
        units,
        rows: asked,
        isNarrow,
        scale,
      }),
    [height, signals, units, asked, isNarrow, scale],
  );
  const rows = useRows(layout.rows);
  const all = useRows(units);
  const active = cell.stages.find(({ id }) => id === stage)?.signal;
  const signalRows = signals.map((signal, index) => {
    const isExpanded = expanded === signal.name;
    const rowPx = isExpanded ? expandedRowPx(units, height, scale) : layout.rowPx;
    const drawn = isExpanded ? all : rows;
    return {
      props: {
        signal,
        domain: domains.get(signal.name) ?? { low: -1, high: 1 },
        rows: drawn,
        rowPx,
        height: Math.max(1, isExpanded ? units : layout.rows) * rowPx,
        histogram: layout.histogram,
        hasSentence: layout.hasSentence,
        isActive: signal.name === active,
      },
      nameHeight: layout.nameHeight,
      strip: hasMean(signal) ? layout.strip : 0,
      gap: index === signals.length - 1 ? 0 : layout.gap,
      isExpanded,
    };
  });
  return { rows: rows.length, signalRows };
}
