import { type ReactNode, useRef } from "react";
import type { ActivationFunction } from "../../engine/activations.ts";
import { tellsCovered } from "../shared/covered-number.ts";
import { formatSigned } from "../shared/format.ts";
import { Formula } from "../shared/formula.tsx";
import { useApp } from "../shared/use-app.ts";
import { Bars, Frame, type MarkPlace, Pin, Rug, sayValue } from "./curve-marks.tsx";
import { sayInputs, sayRole } from "./curve-words.ts";
import { curvePath, heightOf, yOf } from "./layout.ts";
import { useCurveHover, useCurvePointer } from "./use-curve-pointer.ts";
import { type BlockInputs, pinnedInput } from "./use-inputs.ts";

interface Props extends MarkPlace {
  readonly title: string;
  readonly role: string;
  readonly formula: string;
  readonly fn: ActivationFunction;
  /** False: the model has no such function; the curve is ink and says so. */
  readonly isUsed: boolean;
  /** Whose inputs stand below; the first one's pin is drawn. */
  readonly blocks: readonly BlockInputs[];
  readonly units: number;
  readonly children?: ReactNode;
}

/** A function and its derivative above, the inputs of the sentence below, on one x; the pin drops to x and goes across to y. */
export function CurveChart({ title, role, formula, fn, isUsed, blocks, units, x, y, size, children }: Props) {
  const step = useApp((state) => state.step);
  const unit = useApp((state) => state.unit);
  const [first] = blocks;
  const hue = isUsed ? first?.signal.hue : undefined;
  const z = first === undefined ? null : pinnedInput(first, units, { step, unit });
  const isCovered = useApp((state) => first !== undefined && tellsCovered(state, first.signal.name, { unit, step }));
  const isIn = z !== null && z >= x.low && z <= x.high;
  const pointer = useCurvePointer(first, units, { x, size });
  const place = { x, y, size };
  return (
    <section className="curve" data-hue={hue} data-unused={!isUsed || undefined} aria-label={title}>
      <h2 className="curve-title">
        {title}
        <Formula tex={formula} />
      </h2>
      <div className="curve-head">
        <p>{sayRole(role, isUsed, blocks)}</p>
        {children}
      </div>
      <div className="curve-ground" {...pointer}>
        <svg width={size.width} height={heightOf(size)} role="img" aria-label={describe(title, fn, isCovered ? null : z)}>
          <Frame {...place} />
          {blocks.map(({ signal, inputs }) => (
            <Bars key={signal.name} inputs={inputs} x={x} size={size} {...(isUsed ? { hue: signal.hue } : {})} />
          ))}
          {first !== undefined && <Rug block={first} unit={unit} units={units} x={x} size={size} />}
          <path className="curve-slope" d={curvePath(fn.slope, x, y, size)} />
          <path className="curve-line" d={curvePath(fn.value, x, y, size)} />
          {first !== undefined && <Hovered block={first} units={units} fn={fn} {...place} />}
          {z !== null && isIn && !isCovered && <Pin z={z} fn={fn} {...place} />}
          <text className="curve-name" x={size.left + 6 * size.scale} y={yOf(fn.slope(x.low), y, size) - 6 * size.scale}>
            derivative
          </text>
        </svg>
      </div>
      <p className="activation-note">{sayInputs({ blocks, unit, x, pinned: z })}</p>
    </section>
  );
}

/** The word under the pointer, wherever on the page that is: a hollow point, its dashed drop, its word and its input. */
function Hovered({
  block,
  units,
  fn,
  ...place
}: MarkPlace & { readonly block: BlockInputs; readonly units: number; readonly fn: ActivationFunction }) {
  const group = useRef<SVGGElement>(null);
  useCurveHover(group, block, units, { fn, ...place });
  return (
    <g ref={group} className="curve-hover" display="none">
      <path />
      <circle r={4.5} />
      <text />
    </g>
  );
}

function describe(title: string, fn: ActivationFunction, z: number | null): string {
  return z === null
    ? `${title} and its derivative`
    : `${title} and its derivative; at the pin input ${formatSigned(z)}, value ${sayValue(fn, z)}, slope ${fn.slope(z).toFixed(2)}`;
}
