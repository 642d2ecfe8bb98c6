import { useEffect, useMemo, useRef } from "react";
import { Tooltip, type TooltipHandle } from "../shared/tooltip.tsx";
import { useApp, useAppHandle } from "../shared/use-app.ts";
import { useAxisGeometry, useSidewaysScroll } from "../shared/use-axis.ts";
import { useHeight } from "../shared/use-height.ts";
import { useTransient } from "../shared/use-transient.ts";
import { readCell } from "./cell-words.ts";
import { expandedRowPx, stackLayout } from "./layout.ts";
import { RowsMenu } from "./rows-menu.tsx";
import { type GridParts, SignalGrid } from "./signal-grid.tsx";
import { SignalGutter } from "./signal-gutter.tsx";
import type { SignalProps } from "./signal-props.ts";
import { SignalReadout } from "./signal-readout.tsx";
import { speakCell } from "./signal-text.ts";
import { passOn, type Speaker, StackVoice } from "./stack-voice.tsx";
import { useReveal } from "./use-reveal.ts";
import { useTellRowCount, useTellSpareHeight } from "./use-row-count.ts";
import { type Stack, useDomains, useRows, useStack } from "./use-stack.ts";
import "./stack.css";

/**
 * One heatmap a signal of the model's cell, under the words of the shared axis: name and distribution on the left, legend and readout
 * on the right. Takes the height that its column leaves it. Nothing before a model is there.
 */
export function SignalStack() {
  const stack = useStack();
  return stack === null ? null : <Heatmaps stack={stack} />;
}

function Heatmaps({ stack }: { readonly stack: Stack }) {
  const box = useRef<HTMLDivElement>(null);
  const height = useHeight(box);
  const { isNarrow } = useAxisGeometry();
  const sideways = useSidewaysScroll<HTMLDivElement>();
  const tooltip = useRef<TooltipHandle>(null);
  const explained = useRef<string | null>(null);
  const voice = useRef<Speaker>(null);
  const speaker = useMemo(() => passOn(voice), []);
  const reveal = useReveal();
  const { cell } = stack;
  const parts = useMemo<GridParts>(() => ({ cell, speaker, tooltip, explained, reveal }), [cell, speaker, reveal]);
  const signalRows = useSignalRows(stack, height);
  const total = signalRows.reduce((sum, row) => sum + row.nameHeight + row.props.height + row.gap, 0);
  useTellSpareHeight(isNarrow ? 0 : Math.max(0, height - total));
  useAltFollows();
  useSpeechWhilePlaying(stack, speaker);
  return (
    <div ref={box} className="signal-stack" data-scrolls={(!isNarrow && total > height) || undefined} data-frame-end="narrow">
      <div ref={sideways} className="signal-rows">
        {isNarrow && <RowsMenu stack={stack} speaker={speaker} rows={signalRows[0]?.props.rows.length ?? 0} isCompact />}
        {height + (isNarrow ? 1 : 0) > 0 &&
          signalRows.map((row) => <SignalRow key={row.props.signal.name} row={row} parts={parts} />)}
      </div>
      <Tooltip ref={tooltip} />
      <StackVoice ref={voice} />
    </div>
  );
}

interface Row {
  readonly props: SignalProps;
  readonly nameHeight: number;
  readonly gap: number;
  readonly isExpanded: boolean;
}

function SignalRow({ row, parts }: { readonly row: Row; readonly parts: GridParts }) {
  const element = useRef<HTMLDivElement>(null);
  const { isExpanded } = row;
  useEffect(() => {
    if (isExpanded) element.current?.scrollIntoView({ block: "nearest" });
  }, [isExpanded]);
  return (
    <div
      ref={element}
      className="signal-row"
      data-hue={row.props.signal.hue}
      style={{ paddingTop: row.nameHeight, height: row.nameHeight + row.props.height, marginBottom: row.gap }}
    >
      <SignalGutter {...row.props} />
      <PinnedUnit {...row.props} />
      <SignalGrid {...row.props} parts={parts} />
      <SignalReadout {...row.props} />
    </div>
  );
}

/** The triangle at the left edge of a heatmap. */
function PinnedUnit({ rows, rowPx }: SignalProps) {
  const { store } = useAppHandle();
  const { isNarrow } = useAxisGeometry();
  const triangle = useRef<HTMLSpanElement>(null);
  useTransient(
    (state) => state.unit,
    () => {
      const row = rows.indexOf(store.getState().unit);
      if (triangle.current === null) return;
      triangle.current.hidden = row < 0;
      triangle.current.style.transform = `translateY(${(row + 0.5) * rowPx}px)`;
    },
  );
  return isNarrow ? null : <span ref={triangle} className="unit-marker" aria-hidden="true" hidden />;
}

/** Rows and heights of every heatmap; the expanded one shows all units. */
function useSignalRows(stack: Stack, height: number): readonly Row[] {
  const { isNarrow, scale } = useAxisGeometry();
  const asked = useApp((state) => state.rows);
  const expanded = useApp((state) => state.expanded);
  const stage = useApp((state) => state.stage);
  const { cell, signals, units } = stack;
  const domains = useDomains(stack);
  const layout = useMemo(
    () => stackLayout({ height, heatmaps: signals.length, units, rows: asked, isNarrow, scale }),
    [height, signals, units, asked, isNarrow, scale],
  );
  const rows = useRows(layout.rows);
  useTellRowCount(rows.length);
  const all = useRows(units);
  const active = cell.stages.find(({ id }) => id === stage)?.signal;
  return signals.map((signal, index) => {
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
      gap: index === signals.length - 1 ? 0 : layout.gap,
      isExpanded,
    };
  });
}

/** While Alt is held over a cell, equations and diagram follow the pointer. */
function useAltFollows(): void {
  const { hover } = useAppHandle();
  useEffect(() => {
    const follow = (event: KeyboardEvent) => {
      if (event.key !== "Alt" || hover.getState().step === null) return;
      event.preventDefault();
      hover.setState({ isFollowed: event.type === "keydown" });
    };
    window.addEventListener("keydown", follow);
    window.addEventListener("keyup", follow);
    return () => {
      window.removeEventListener("keydown", follow);
      window.removeEventListener("keyup", follow);
    };
  }, [hover]);
}

/** While it plays, the pinned cell of the active stage's signal is said once a word. */
function useSpeechWhilePlaying({ cell, signals }: Stack, speaker: Speaker): void {
  const { store, buffer } = useAppHandle();
  useTransient(
    (state) => (state.isPlaying ? state.step : 0),
    (playedStep) => {
      const state = store.getState();
      const active = cell.stages.find(({ id }) => id === state.stage)?.signal;
      const signal = signals.find(({ name }) => name === active) ?? signals.find(({ name }) => name === cell.output);
      if (playedStep === 0 || signal === undefined) return;
      const reading = readCell(buffer.trace(), state, signal, state);
      if (reading !== null) speaker.say(speakCell(signal, state.unit, reading.word, reading.value));
    },
  );
}
