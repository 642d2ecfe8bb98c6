import { type ReactNode, useMemo, useRef } from "react";
import type { GradientAsks } from "../../store/gradient-state.ts";
import { ChevronIcon } from "../shared/icons.tsx";
import { linePath, logScale } from "../shared/log-scale.ts";
import { useApp } from "../shared/use-app.ts";
import { useAxisGeometry } from "../shared/use-axis.ts";
import { useWidth } from "../shared/use-width.ts";
import { InLooks } from "./in-looks.tsx";
import { LineNames } from "./line-names.tsx";
import { questions } from "./question-names.ts";
import { extentOf, type ReachCurve, RNN_DASH, seen } from "./reach-curves.ts";
import { sayUnmeasured, verdictOf } from "./reach-verdicts.ts";
import { ScaleLines, ScaleNumbers } from "./scale-marks.tsx";
import { sayDone } from "./study-words.ts";
import { useStepName } from "./use-chart.ts";
import { useLines } from "./use-lines.ts";
import { useReach, useReachCurves } from "./use-reach.ts";
import { useSentenceVerdict } from "./use-sentence-verdict.ts";
import "./other-questions.css";

/** Left of a plot its numbers stand, below it where it begins and ends, px before the scale. */
const NUMBERS = 38;
const HEIGHT = 104;

/** The three questions that are not asked just now: each with what was measured of it, small; a press asks it. */
export function OtherQuestions() {
  const asks = useApp((state) => state.asks);
  return questions
    .filter(({ id }) => id !== asks)
    .map(({ id, ...rest }) => (id === "sentence" ? <OfSentence key={id} {...rest} /> : <OfMany key={id} id={id} {...rest} />));
}

interface Named {
  readonly name: string;
  readonly descriptor: string;
}

function OfSentence(props: Named) {
  const lines = useLines();
  const nameOf = useStepName();
  const { line } = useSentenceVerdict();
  const drawn = useMemo(
    () =>
      lines
        .filter(({ look }) => look === "cell" || look === "plain")
        .map(({ key, model, letter, look, log10 }) => ({
          key,
          look,
          name: `${model} ${letter}`,
          dash: look === "plain" ? RNN_DASH : "",
          median: log10.map((value) => value - (log10.at(-1) ?? 0)),
        })),
    [lines],
  );
  const steps = lines[0]?.log10.length ?? 0;
  return (
    <Other {...props} id="sentence" verdict={line} wait="Being computed.">
      <SmallPlot lines={drawn} steps={steps} ends={[nameOf(1), nameOf(steps)]} isForward />
    </Other>
  );
}

function OfMany({ id, name, descriptor }: Named & { readonly id: GradientAsks }) {
  const curves = useReachCurves(id);
  const reach = useReach(id);
  const extent = extentOf(id);
  const isForward = id === "replaced";
  const words = isForward ? `${extent} words later` : `${extent} words back`;
  const isPartial = reach !== null && reach.done > 0 && reach.pieces.length < reach.of;
  return (
    <Other
      {...{ id, name }}
      // Numbers that may still change say so.
      descriptor={isPartial ? `${sayDone(reach.done)} measured` : descriptor}
      verdict={verdictOf(id, curves)?.line ?? null}
      wait={sayUnmeasured(reach)}
    >
      <SmallPlot lines={curves} steps={extent + 1} ends={isForward ? ["0", words] : [words, "0"]} isForward={isForward} />
    </Other>
  );
}

interface OtherProps extends Named {
  readonly id: GradientAsks;
  readonly verdict: string | null;
  /** What stands in the verdict's place until it is there. */
  readonly wait: string;
  readonly children: ReactNode;
}

function Other({ id, name, descriptor, verdict, wait, children }: OtherProps) {
  const follow = useApp((state) => state.follow);
  return (
    <section className="other-question" aria-label={name}>
      <h2 className="section-title">
        <button type="button" onClick={() => follow({ asks: id })}>
          {name} <span className="descriptor">{descriptor}</span>
          <ChevronIcon />
        </button>
      </h2>
      <p>{verdict === null ? wait : <InLooks text={verdict} />}</p>
      {children}
    </section>
  );
}

interface PlotProps {
  readonly lines: readonly Pick<ReachCurve, "key" | "name" | "look" | "dash" | "median">[];
  /** Entries of a line. */
  readonly steps: number;
  /** What stands under the left and the right edge. */
  readonly ends: readonly [string, string];
  /** True where the first entry is at the left. */
  readonly isForward: boolean;
}

/** Lines without their bands; what is read off them stands in the verdict, so that for a listener this is no more than a picture. */
function SmallPlot({ lines, steps, ends, isForward }: PlotProps) {
  const { scale: magnified } = useAxisGeometry();
  const box = useRef<HTMLDivElement>(null);
  const left = NUMBERS * magnified;
  const width = Math.max(80, useWidth(box) - left);
  const height = HEIGHT * magnified;
  const scale = logScale(lines.flatMap(({ median }) => [...seen(median)]));
  const xOf = (k: number) => (steps < 2 ? 0 : ((isForward ? k : steps - 1 - k) / (steps - 1)) * width);
  return (
    <div ref={box} className="small-plot" aria-hidden="true">
      <svg width={left + width} height={height} aria-hidden="true">
        <g transform={`translate(${left} 0)`}>
          <ScaleLines scale={scale} height={height} width={width} />
          {lines.map(({ key, look, dash, median }) => (
            <g key={key} className="reach-line" data-look={look}>
              <path strokeDasharray={dash} d={linePath({ log10: seen(median) }, (step) => xOf(step - 1), scale, height)} />
            </g>
          ))}
          <LineNames {...{ lines, xOf, scale, height, width }} />
        </g>
      </svg>
      <ScaleNumbers scale={scale} height={height} width={left} />
      <p style={{ paddingLeft: left }}>
        <span>{ends[0]}</span>
        <span>{ends[1]}</span>
      </p>
    </div>
  );
}
