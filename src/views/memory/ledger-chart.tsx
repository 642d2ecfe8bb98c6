import { useMemo, useRef } from "react";
import type { Ledger } from "../../engine/analysis/write-ledger.ts";
import { columnLeft, columnsWidth } from "../shared/axis-geometry.ts";
import { formatSigned } from "../shared/format.ts";
import { isolated } from "../shared/isolated.ts";
import { useApp, useAppHandle } from "../shared/use-app.ts";
import { useAxisGeometry } from "../shared/use-axis.ts";
import { useHeight } from "../shared/use-height.ts";
import { useStepPointer } from "../shared/use-step-pointer.ts";
import { useTimedBlock } from "../shared/use-timed-block.ts";
import { useTransientHover, useTransientOf } from "../shared/use-transient.ts";
import { useTypedWord } from "../shared/use-typed-word.ts";
import { type Band, extentOf, partsAt, stackBands, sumsOf } from "./ledger-layout.ts";

/** Least height of a band in which its word is written, CSS px. */
const LABELLED = 15;
/** Least height of a band that is drawn by itself, CSS px. */
const LEAST = 0.5;
/** Least distance of a tick from zero's, CSS px. */
const TICK = 18;
/** Columns narrower than this hold no word. */
const WIDE = 30;

/** The parts of the unit at every word, stacked: what was written positive above zero, what was written negative below; their sum as a line. */
export function LedgerChart({ ledger }: { readonly ledger: Ledger }) {
  const axis = useAxisGeometry();
  const box = useRef<HTMLDivElement>(null);
  const height = Math.max(120, useHeight(box));
  const { low, high } = useMemo(() => extentOf(stackBands(ledger)), [ledger]);
  const columns = useMemo(() => stackBands(ledger, (LEAST * (high - low)) / height), [ledger, low, high, height]);
  const sums = useMemo(() => sumsOf(ledger), [ledger]);
  const block = useTimedBlock<HTMLDivElement>();
  const pointer = useStepPointer(axis);
  const marks = useMarks(columns);
  const unit = useApp((state) => state.unit);
  const yOf = (value: number) => ((high - value) / (high - low)) * height;
  const width = columnsWidth(axis);
  return (
    <div ref={box} className="ledger-box">
      <div className="ledger-ticks" style={{ width: axis.x0 }} aria-hidden="true">
        {[...new Set([high, 0, low])]
          .filter((tick) => tick === 0 || Math.abs(yOf(tick) - yOf(0)) > TICK * axis.scale)
          .map((tick) => (
            <span key={tick} data-label="" style={{ top: yOf(tick) }}>
              {tick === 0 ? "0" : formatTick(tick)}
            </span>
          ))}
      </div>
      <div ref={block} className="ledger-plot" style={{ left: axis.x0, width }} {...pointer}>
        <svg width={width} height={height} role="img" aria-label={describe(ledger, unit)}>
          <Hatching />
          <path className="ledger-edge" d={`M0,0.5h${width}M0,${height - 0.5}h${width}`} />
          <g ref={marks}>
            {columns.map((bands, k) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: a column is its word's place
              <g key={k} transform={`translate(${columnLeft(axis, k + 1) - axis.x0} 0)`}>
                {bands.map((band) => (
                  <Part
                    key={`${band.source} ${band.low < 0}`}
                    band={band}
                    step={k + 1}
                    col={axis.col}
                    yOf={yOf}
                    scale={axis.scale}
                    sum={yOf(sums[k] as number)}
                  />
                ))}
              </g>
            ))}
            <Sum sums={sums} yOf={yOf} />
          </g>
          <path className="ledger-zero" d={`M0,${Math.round(yOf(0)) + 0.5}h${width}`} />
        </svg>
      </div>
    </div>
  );
}

interface PartProps {
  readonly band: Band;
  readonly step: number;
  readonly col: number;
  readonly scale: number;
  readonly yOf: (value: number) => number;
  /** Height of the line of sums over this column: it runs through no word. */
  readonly sum: number;
}

function Part({ band: { source, low, high }, step, col, scale, yOf, sum }: PartProps) {
  const typed = useTypedWord(source);
  const word = source === 0 ? "start" : typed;
  const [top, bottom] = [yOf(high), yOf(low)];
  const middle = (top + bottom) / 2;
  const isFree = bottom - top >= LABELLED * scale && Math.abs(sum - middle) >= (LABELLED / 2) * scale;
  const hasName = isFree && col >= WIDE && word.length * 6.5 * scale <= col + 4;
  return (
    <g
      className="ledger-part"
      data-source={source}
      data-negative={high <= 0 || undefined}
      data-own={source === step || undefined}
    >
      <rect x={0.5} width={Math.max(1, col - 1)} y={top} height={Math.max(0.4, bottom - top - 0.5)} />
      {hasName && (
        <text x={col / 2} y={middle} dy="0.35em">
          {isolated(word)}
        </text>
      )}
    </g>
  );
}

/** The start token's band is hatched: no word of the sentence wrote it. */
function Hatching() {
  return (
    <defs>
      <pattern id="ledger-hatching" width="5" height="5" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
        <rect className="ledger-hatching-ground" width="5" height="5" />
        <path className="ledger-hatching-line" d="M0,0V5" />
      </pattern>
    </defs>
  );
}

/** C_t itself, in steps: the sum of the parts above and below. */
function Sum({ sums, yOf }: { readonly sums: readonly number[]; readonly yOf: (value: number) => number }) {
  const axis = useAxisGeometry();
  const path = sums
    .map((sum, k) => `${k === 0 ? "M" : "L"}${columnLeft(axis, k + 1) - axis.x0},${yOf(sum).toFixed(1)}h${axis.col}`)
    .join("");
  return <path className="ledger-sum" d={path} />;
}

/** Marks, at every word, what the word under the pointer (or the pinned one) wrote; scrolls with the axis. */
function useMarks(columns: readonly unknown[]) {
  const axis = useAxisGeometry();
  const { store } = useAppHandle();
  const group = useRef<SVGGElement>(null);
  useTransientOf(
    axis.scroll,
    (px) => px,
    (px) => group.current?.setAttribute("transform", `translate(${-px} 0)`),
  );
  const paint = (hovered: number | null) => {
    const source = String(hovered ?? store.getState().step);
    for (const part of group.current?.querySelectorAll<SVGGElement>(".ledger-part") ?? []) {
      part.toggleAttribute("data-marked", part.dataset["source"] === source);
    }
  };
  useTransientHover((hover) => hover.step, paint);
  useTransientOf(
    store,
    (state) => [state.step, columns],
    () => paint(null),
  );
  return group;
}

/** A tidy number, without decimals that say nothing. */
function formatTick(tick: number): string {
  return formatSigned(tick, Math.max(0, -Math.floor(Math.log10(Math.abs(tick)))));
}

/** What the chart shows, in words. */
function describe(ledger: Ledger, unit: number): string {
  const { steps } = ledger;
  const parts = partsAt(ledger, steps);
  const sum = parts.reduce((total, part) => total + part, 0);
  return `What each word wrote into unit ${unit} and what is left of it at every later word. After the last word it holds ${formatSigned(sum)}, of which the start token left ${formatSigned(parts[0] as number)}.`;
}
