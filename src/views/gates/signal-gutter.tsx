import { useRef } from "react";
import { AfterDrawing } from "../shared/after-drawing.tsx";
import { countBeyond } from "../shared/heatmap.ts";
import { lazily } from "../shared/lazily.tsx";
import { rampColour, rampIndex, rampOf } from "../shared/ramps.ts";
import { useApp, useAppHandle } from "../shared/use-app.ts";
import { useAxisGeometry } from "../shared/use-axis.ts";
import { useTheme } from "../shared/use-theme.ts";
import { useTransient } from "../shared/use-transient.ts";
import { findSignal } from "../shared/value-domain.ts";
import { BINS, countValues, meanSize } from "./distribution.ts";
import type { SignalProps } from "./signal-props.ts";
import { describeBeyond, describeMean } from "./signal-text.ts";
import "./signal-gutter.css";

const SignalSymbol = lazily(() => import("../shared/signal-symbol.tsx").then((module) => module.SignalSymbol));

/** Pitch and width of a bar, CSS pixels before the projector's scale. */
const BAR_PITCH = 4;
const BAR_WIDTH = 3;

/** Symbol and name, then how all units are distributed at the pinned word: so those that are not drawn are not invisible. */
export function SignalGutter({ signal, domain, rows, histogram, hasSentence, isActive }: SignalProps) {
  const { store, buffer } = useAppHandle();
  const { isNarrow, scale } = useAxisGeometry();
  const isExpanded = useApp((state) => state.expanded === signal.name);
  const isProjector = useApp((state) => state.isProjector);
  const isCovered = useApp((state) => state.answersHidden) && isActive;
  const { shown: theme } = useTheme();
  const ramp = rampOf(signal, theme);
  const bars = useRef<SVGPathElement>(null);
  const tick = useRef<SVGRectElement>(null);
  const sentence = useRef<HTMLParagraphElement>(null);
  const beyond = useRef<HTMLParagraphElement>(null);
  const bins = useRef(new Uint32Array(BINS));
  const isOpen = !signal.range.every(Number.isFinite);
  const hasHistogram = histogram > 0 && !isNarrow && !isProjector;

  useTransient(
    (state) => [state.step, state.unit, state.layer, state.version, state.steps],
    () => {
      const { step, unit, layer } = store.getState();
      const view = findSignal(buffer.trace(), layer, signal.name);
      const isThere = view !== null && step >= 1 && step <= view.steps && unit < view.units;
      const clipped = view === null || !isOpen ? 0 : countBeyond({ view, rows, domain });
      if (beyond.current !== null) {
        beyond.current.hidden = clipped === 0;
        write(beyond.current.lastElementChild, describeBeyond(signal, domain, clipped));
      }
      if (sentence.current !== null) {
        sentence.current.hidden = clipped > 0;
        write(sentence.current, isThere ? describeMean(signal, meanSize(view, step)) : "");
      }
      if (bars.current === null || tick.current === null) return;
      tick.current.style.visibility = isThere && !isCovered ? "visible" : "hidden";
      if (!isThere) return bars.current.setAttribute("d", "");
      countValues(bins.current, view, step, domain);
      bars.current.setAttribute("d", drawBars(bins.current, histogram / scale));
      if (isCovered) return tick.current.removeAttribute("x");
      const value = view.values[view.offset + step * view.stepStride + unit] as number;
      const share = Math.max(0, Math.min(1, (value - domain.low) / (domain.high - domain.low)));
      tick.current.setAttribute("x", String(Math.round(share * (BINS * BAR_PITCH - 3))));
    },
  );

  const toggle = () => store.getState().set({ expanded: isExpanded ? null : signal.name });
  return (
    <div className="signal-gutter" data-hue={signal.hue} data-active={isActive || undefined}>
      <button
        type="button"
        className="signal-name"
        aria-expanded={isExpanded}
        title={isExpanded ? "Fewer units (E)" : "All units (E)"}
        onClick={toggle}
      >
        <span className="signal-symbol">
          <AfterDrawing place={signal.letter}>
            <SignalSymbol tex={signal.symbol} />
          </AfterDrawing>
        </span>
        <span className="signal-label">{signal.label}</span>
      </button>
      {isExpanded && (
        <button type="button" className="signal-back" onClick={toggle}>
          Fewer units <kbd>Esc</kbd>
        </button>
      )}
      {hasHistogram && !isExpanded && (
        <svg
          className="signal-histogram"
          width={BINS * BAR_PITCH * scale}
          height={histogram + scale}
          viewBox={`0 0 ${BINS * BAR_PITCH} ${histogram / scale + 1}`}
          aria-hidden="true"
        >
          <path ref={bars} className="histogram-bars" />
          <path className="histogram-base" d={`M0 ${histogram / scale + 0.5}h${BINS * BAR_PITCH}`} />
          <rect ref={tick} className="histogram-tick" width={2} y={0} height={histogram / scale} />
        </svg>
      )}
      {hasSentence && !isProjector && !isExpanded && <p ref={sentence} className="signal-sentence" />}
      {isOpen && (
        <p ref={beyond} className="signal-sentence signal-beyond" hidden>
          <span className="beyond-sample" style={{ background: rampColour(ramp, rampIndex(ramp.kind, domain, domain.high)) }} />
          <span />
        </p>
      )}
    </div>
  );
}

function write(element: Element | null, text: string): void {
  if (element !== null && element.textContent !== text) element.textContent = text;
}

/** Bars on a ground of `height`; the fullest bin fills it, a bin with a single unit is still to be seen. */
function drawBars(bins: Uint32Array, height: number): string {
  let most = 1;
  for (const count of bins) most = Math.max(most, count);
  let path = "";
  bins.forEach((count, bin) => {
    const bar = count === 0 ? 0 : Math.max(1, Math.round((count / most) * height));
    if (bar > 0) path += `M${bin * BAR_PITCH} ${height}v${-bar}h${BAR_WIDTH}v${bar}z`;
  });
  return path;
}
