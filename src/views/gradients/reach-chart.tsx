import { type CSSProperties, useRef, useState } from "react";
import { columnsWidth, readoutLeft } from "../shared/axis-geometry.ts";
import { type LogScale, linePath, logScale, spread, yOf } from "../shared/log-scale.ts";
import { Numeral } from "../shared/numeral.tsx";
import { useApp } from "../shared/use-app.ts";
import { useAxisGeometry } from "../shared/use-axis.ts";
import { useHeight } from "../shared/use-height.ts";
import { LineNames } from "./line-names.tsx";
import { formatShare } from "./numbers.ts";
import { extentOf, LOWEST, type ReachCurve, seen, shareAt } from "./reach-curves.ts";
import { ReachShares } from "./reach-shares.tsx";
import { ScaleLines, ScaleNumbers } from "./scale-marks.tsx";
import { sayDone } from "./study-words.ts";
import { useReach, useReachCurves } from "./use-reach.ts";
import "./reach-chart.css";

/** Below the plot: its numbers and the slider. */
const FOOT = 56;
const TOP = 26;
const LABEL_GAP = 15;
/** Width of the scale's numbers, which without a gutter stand in the plot, px. */
const NUMBERS = 36;
const FIRST = 20;
const FIRST_FRESH = 101;

/** What is left of a gradient, or of a replaced word, k words away: median and quartiles over many places. */
export function ReachChart() {
  const asks = useApp((state) => state.asks);
  const curves = useReachCurves(asks);
  const extent = extentOf(asks);
  const [looked, setLooked] = useState(asks === "fresh" ? FIRST_FRESH : FIRST);
  const k = Math.min(looked, extent);
  return (
    <>
      <section className="reach-chart" aria-label="Share left">
        <Progress />
        <Plot curves={curves} extent={extent} isForward={asks === "replaced"} k={k} onLook={setLooked} />
      </section>
      <ReachShares curves={curves} extent={extent} k={k} />
    </>
  );
}

/** How much is measured, over how many places. */
function Progress() {
  const reach = useReach(useApp((state) => state.asks));
  const isDone = reach !== null && reach.pieces.length >= reach.of;
  return (
    <div className="reach-gutter magnified">
      <h2 className="section-title">Share left</h2>
      <p className="norm-scale">
        log scale <br />1 = at the start
      </p>
      <p className="norm-scale" role="status">
        {reach === null ? "" : isDone ? `measured in ${reach.seconds.toFixed(1)} s` : `${sayDone(reach.done)} measured`}
      </p>
    </div>
  );
}

interface PlotProps {
  readonly curves: readonly ReachCurve[];
  readonly extent: number;
  /** True where the words go on from the place, not back. */
  readonly isForward: boolean;
  readonly k: number;
  readonly onLook: (k: number) => void;
}

function Plot({ curves, extent, isForward, k, onLook }: PlotProps) {
  const axis = useAxisGeometry();
  const box = useRef<HTMLDivElement>(null);
  const top = TOP * axis.scale;
  const height = Math.max(140, useHeight(box) - (FOOT + TOP) * axis.scale);
  const width = axis.gutter === 0 ? columnsWidth({ ...axis, steps: 1, col: axis.viewWidth }) : axis.viewWidth;
  const xOf = (at: number) => (isForward ? at / extent : 1 - at / extent) * width;
  const scale = logScale(curves.flatMap(({ median, low, high }) => [median, low, high].flatMap((each) => [...seen(each)])));
  const words = isForward ? "words later" : "words back";
  const ticks = Array.from({ length: 6 }, (_, place) => Math.round((extent * place) / 5));
  return (
    <div ref={box} className="reach-box">
      <ScaleNumbers scale={scale} height={height} top={top} width={axis.x0} />
      <svg
        className="reach-plot"
        style={{ left: axis.x0 }}
        width={width}
        height={top + height}
        role="img"
        aria-label={describe(curves, k, words)}
      >
        <text className="reach-direction" x={isForward ? 0 : width} y={top / 2} textAnchor={isForward ? "start" : "end"}>
          {isForward ? "the word that is replaced →" : "← gradient flows back from the loss"}
        </text>
        <g transform={`translate(0 ${top})`}>
          <ScaleLines scale={scale} height={height} width={width} />
          {curves.map((each) => (
            <g key={each.key} className="reach-line" data-look={each.look}>
              <path className="reach-band" d={bandOf(each, xOf, scale, height)} />
              <path
                strokeDasharray={each.dash}
                d={linePath({ log10: seen(each.median) }, (step) => xOf(step - 1), scale, height)}
              />
            </g>
          ))}
          <LineNames lines={curves} {...{ xOf, scale, height, width }} framed={xOf(k)} left={axis.gutter === 0 ? NUMBERS : 0} />
          <path className="norm-cursor" d={`M${xOf(k)},0V${height}`} />
          {curves.map(({ key, look, median }) =>
            Number.isFinite(median[k] as number) && (median[k] as number) >= LOWEST ? (
              <circle
                key={key}
                className="reach-dot"
                data-look={look}
                cx={xOf(k)}
                cy={yOf(median[k] as number, scale, height)}
                r={4}
              />
            ) : null,
          )}
        </g>
      </svg>
      <Values curves={curves} k={k} {...{ scale, top, height }} left={readoutLeft(axis)} />
      <div className="reach-foot" style={{ top: top + height, left: axis.x0, width }}>
        <div aria-hidden="true">
          {ticks.map((tick) => (
            <span key={tick} className="norm-foot-tick" style={{ left: xOf(tick) }}>
              {tick}
            </span>
          ))}
        </div>
        <input
          type="range"
          className="slider norm-foot-slider"
          aria-label={isForward ? "Words later" : "Words back"}
          aria-valuetext={`${k} ${words}`}
          min={isForward ? 0 : -extent}
          max={isForward ? extent : 0}
          value={isForward ? k : -k}
          style={{ "--share": isForward ? k / extent : 1 - k / extent } as CSSProperties}
          onChange={(event) => onLook(Math.abs(event.target.valueAsNumber))}
        />
        <p className="norm-foot-name">
          {k} {words}
        </p>
      </div>
    </div>
  );
}

function describe(curves: readonly ReachCurve[], k: number, words: string): string {
  const said = curves.map((each) => `${each.name} ${formatShare(shareAt(each, k) ?? Number.NaN)}`);
  return curves.length === 0 ? "An axis; nothing is measured yet." : `Share left, logarithmic; ${k} ${words}: ${said.join(", ")}`;
}

/** The middle half of the places, back and forth. */
function bandOf({ low, high }: ReachCurve, xOf: (k: number) => number, scale: LogScale, height: number): string {
  const edge = (values: Float64Array) =>
    Array.from(values, (value, k) => ({ k, value }))
      .filter(({ value }) => Number.isFinite(value) && value >= LOWEST)
      .map(({ k, value }) => `${xOf(k).toFixed(1)},${yOf(value, scale, height).toFixed(1)}`);
  const corners = [...edge(high), ...edge(low).reverse()];
  return corners.length === 0 ? "" : `M${corners.join("L")}Z`;
}

interface ValuesProps extends Pick<PlotProps, "curves" | "k"> {
  readonly scale: LogScale;
  readonly top: number;
  readonly height: number;
  readonly left: number;
}

/** The values at the reading line, right of the plot. */
function Values({ curves, k, scale, top, height, left }: ValuesProps) {
  const shown = curves.filter(({ median }) => Number.isFinite(median[k] as number));
  const gap = LABEL_GAP * useAxisGeometry().scale;
  const places = spread(
    shown.map(({ median }) => yOf(median[k] as number, scale, height)),
    gap,
    height,
  );
  return (
    <div className="norm-readout" style={{ left }} aria-hidden="true">
      {shown.map((each, at) => (
        <span key={each.key} data-look={each.look} style={{ top: top + (places[at] as number) }}>
          <Numeral text={formatShare(shareAt(each, k) ?? Number.NaN)} />
        </span>
      ))}
    </div>
  );
}
