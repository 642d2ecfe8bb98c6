import { type ReactNode, useRef } from "react";
import { yOf } from "../shared/log-scale.ts";
import { besideStretch, type Stretch } from "../shared/name-places.ts";
import { splitPower } from "../shared/numeral.tsx";
import { formatPower } from "../shared/powers.ts";
import type { Axis } from "../shared/use-axis.ts";
import { useTransientOf } from "../shared/use-transient.ts";
import { EXPLODES, FLOAT32_HIGH, FLOAT32_LOW, VANISHES } from "./layout.ts";
import { LETTER, type MarkProps } from "./norm-marks.tsx";

/** A zone's name needs as much height. */
const ZONE_NAME = 36;

/** Tints where the gradient explodes and where it vanishes, and the lines of the powers of ten. */
export function Zones({ axis, scale, height, width, framed }: MarkProps & { readonly width: number }) {
  const name = ZONE_NAME * axis.scale;
  const place = { axis, framed, width };
  const top = yOf(EXPLODES, scale, height);
  const bottom = yOf(VANISHES, scale, height);
  return (
    <>
      <rect className="norm-zone" width={width} height={top} />
      <rect className="norm-zone" y={bottom} width={width} height={height - bottom} />
      {scale.ticks.map((tick) => (
        <path
          key={tick}
          className="norm-grid"
          data-one={tick === 0 || undefined}
          d={`M0,${Math.min(height - 1, Math.round(yOf(tick, scale, height))) + 0.5}h${width}`}
        />
      ))}
      <Bound at={FLOAT32_HIGH} where="float32: infinite above" {...{ scale, height, place }} />
      <Bound at={FLOAT32_LOW} where="float32: 0 below" {...{ scale, height, place }} />
      {top >= name && <ZoneName place={place} y={16 * axis.scale} name="Explodes" where={`above ${formatPower(EXPLODES)}`} />}
      {height - bottom >= name && (
        <ZoneName place={place} y={height - 22 * axis.scale} name="Vanishes" where={`below ${formatPower(VANISHES)}`} />
      )}
    </>
  );
}

/** Where words stand that do not move with the axis: at the right end, or beside the cursor where it stands there. */
interface EdgePlace {
  readonly axis: Axis;
  readonly framed: Stretch | null;
  readonly width: number;
}

/** Words at the plot's right end, moved beside the cursor as the axis scrolls under them. */
function EdgeText({
  place: { axis, framed, width },
  letters,
  children,
}: {
  readonly place: EdgePlace;
  /** Letters of the longest line. */
  readonly letters: number;
  readonly children: ReactNode;
}) {
  const group = useRef<SVGGElement>(null);
  useTransientOf(
    axis.scroll,
    (px) => px,
    (px) => {
      const own = letters * LETTER * axis.scale;
      const seen = framed && { left: framed.left - axis.x0 - px, right: framed.right - axis.x0 - px };
      const right = besideStretch(width - 8 - own / 2, own, seen, { left: 0, right: width }) + own / 2;
      group.current?.setAttribute("transform", `translate(${right} 0)`);
    },
  );
  return (
    <g ref={group}>
      <text className="norm-zone-name" textAnchor="end">
        {children}
      </text>
    </g>
  );
}

/** Where the numbers of a real training run end; drawn only where the axis reaches so far. */
function Bound({
  at,
  where,
  scale,
  height,
  place,
}: Pick<MarkProps, "scale" | "height"> & { readonly place: EdgePlace; readonly at: number; readonly where: string }) {
  if (at >= scale.high || at <= scale.low) return null;
  const y = Math.round(yOf(at, scale, height)) + 0.5;
  return (
    <>
      <path className="norm-bound" d={`M0,${y}h${place.width}`} />
      <EdgeText place={place} letters={where.length}>
        <tspan y={y - 5}>{where}</tspan>
      </EdgeText>
    </>
  );
}

function ZoneName(props: { readonly place: EdgePlace; readonly y: number; readonly name: string; readonly where: string }) {
  const split = splitPower(props.where);
  return (
    <EdgeText place={props.place} letters={Math.max(props.name.length, props.where.length)}>
      <tspan className="norm-zone-title" y={props.y}>
        {props.name}
      </tspan>
      <tspan x={0} dy="1.35em">
        {split?.base ?? props.where}
      </tspan>
      {split !== null && (
        <tspan className="norm-power" dy="-0.5em">
          {split.exponent}
        </tspan>
      )}
    </EdgeText>
  );
}
