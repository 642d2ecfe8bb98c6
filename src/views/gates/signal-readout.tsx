import { useRef } from "react";
import { readoutLeft } from "../shared/axis-geometry.ts";
import { rampGradient, rampOf } from "../shared/ramps.ts";
import { useApp, useAppHandle } from "../shared/use-app.ts";
import { useAxisGeometry } from "../shared/use-axis.ts";
import { useTheme } from "../shared/use-theme.ts";
import { useTransient } from "../shared/use-transient.ts";
import { findSignal } from "../shared/value-domain.ts";
import { placeReadout } from "./layout.ts";
import type { SignalProps } from "./signal-props.ts";
import { formatEnd, formatValue } from "./signal-text.ts";
import "./signal-readout.css";

/** Legend and readout in one: the ramp with the ends of its domain, and the pinned value at its place on it. */
export function SignalReadout({ signal, domain, height, isActive }: SignalProps) {
  const { store, buffer } = useAppHandle();
  const axis = useAxisGeometry();
  const { shown: theme } = useTheme();
  const isCovered = useApp((state) => state.answersHidden) && isActive;
  const marker = useRef<HTMLSpanElement>(null);
  const value = useRef<HTMLSpanElement>(null);
  const top = useRef<HTMLSpanElement>(null);
  const bottom = useRef<HTMLSpanElement>(null);

  useTransient(
    (state) => [state.step, state.unit, state.layer, state.version],
    () => {
      const { step, unit, layer } = store.getState();
      const view = findSignal(buffer.trace(), layer, signal.name);
      const isThere = !isCovered && view !== null && step >= 1 && step <= view.steps && unit < view.units;
      const number = isThere ? (view.values[view.offset + step * view.stepStride + unit] as number) : Number.NaN;
      const places = placeReadout((number - domain.low) / (domain.high - domain.low), height, axis.scale);
      show(marker.current, isThere, places.marker);
      show(value.current, isThere, places.value);
      show(top.current, !isThere || places.hasTop);
      show(bottom.current, !isThere || places.hasBottom);
      if (value.current !== null) value.current.textContent = isThere ? formatValue(signal, number) : "";
    },
  );

  const isOpen = !Number.isFinite(signal.range[1]);
  const end = formatEnd(signal, domain.high);
  const note = isOpen ? `Colours reach from ${formatEnd(signal, domain.low)} to ${end}; what lies beyond has a dot` : undefined;
  return (
    <div className="signal-readout" title={note} style={{ left: readoutLeft(axis) }}>
      <span className="readout-ramp" style={{ background: rampGradient(rampOf(signal, theme)) }} />
      <span ref={top} className="readout-end readout-top">
        {end}
      </span>
      <span ref={bottom} className="readout-end readout-bottom">
        {formatEnd(signal, domain.low)}
      </span>
      <span ref={marker} className="readout-marker" />
      <span ref={value} className="readout-value" />
    </div>
  );
}

function show(element: HTMLElement | null, isShown: boolean, y?: number) {
  if (element === null) return;
  element.style.visibility = isShown ? "visible" : "hidden";
  if (isShown && y !== undefined) element.style.transform = `translateY(${y}px)`;
}
