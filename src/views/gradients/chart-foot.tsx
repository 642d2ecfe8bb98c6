import type { CSSProperties } from "react";
import { columnCentre, columnsWidth } from "../shared/axis-geometry.ts";
import { useApp } from "../shared/use-app.ts";
import { footTicks } from "./layout.ts";
import { type Chart, useStepName } from "./use-chart.ts";
import "./chart-foot.css";

/** Height of the axis under a chart that is not over the sentence. */
export const FOOT = 44;

/** The chart's own axis: numbers of words, or words back from the loss; and the word that is looked at. */
export function ChartFoot({ chart: { kind, axis, step }, top }: { readonly chart: Chart; readonly top: number }) {
  const follow = useApp((state) => state.follow);
  const nameOf = useStepName();
  const isMany = kind === "many";
  return (
    <div className="norm-foot" style={{ top, left: axis.x0, width: columnsWidth(axis) }}>
      <div aria-hidden="true">
        {footTicks(axis.steps, isMany).map((tick) => (
          <span key={tick} className="norm-foot-tick" style={{ left: columnCentre(axis, tick) - axis.x0 }}>
            {isMany ? axis.steps - tick : tick}
          </span>
        ))}
      </div>
      {isMany ? (
        <p className="norm-foot-name">words back from the loss</p>
      ) : (
        <input
          type="range"
          className="slider norm-foot-slider"
          aria-label="Word of the long text"
          aria-valuetext={nameOf(step)}
          min={1}
          max={axis.steps}
          value={step}
          style={{ "--share": axis.steps < 2 ? 0 : (step - 1) / (axis.steps - 1) } as CSSProperties}
          onChange={(event) => follow({ longStep: event.target.valueAsNumber }, { isCommit: false })}
        />
      )}
    </div>
  );
}
