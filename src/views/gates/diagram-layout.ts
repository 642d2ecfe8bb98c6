import type { CellType } from "../../engine/cell.ts";
import { diagramOf } from "../../engine/cells/diagrams.ts";
import { equationsOf } from "../../engine/cells/equations.ts";
import type { DiagramSpec, WorkedNumber } from "../../engine/diagram.ts";
import type { UnitReader, Worked } from "../../engine/equation.ts";
import { formatGate, formatSigned } from "../shared/format.ts";
import { decimalsOf, workedValue } from "../shared/printed-work.ts";
import { stageState } from "../shared/stage-state.ts";

/** Radius of a ring gauge. */
export const gaugeRadius = 21;

/** Thickness of a belt that carries `value`: forgetting thins it, input thickens it. */
export function beltThickness(value: number): number {
  return 2.5 + 13 * Math.min(1, Math.abs(value));
}

/** Arc of a gauge as a share of the circle from 12 o'clock: a whole turn for 0 … 1, half a turn at most to either side for −1 … 1. */
export function gaugeArc(value: number, isSigned: boolean): { readonly turn: number; readonly isLeft: boolean } {
  const size = Math.min(1, Math.abs(value));
  return { turn: isSigned ? size / 2 : size, isLeft: isSigned && value < 0 };
}

/** `x` in a column that is wider than the drawing by twice `stretch`: what touches an edge stays at the edge. */
export function stretchedX(spec: DiagramSpec, x: number, stretch: number): number {
  if (x <= 0) return x - stretch;
  return x >= spec.width ? x + stretch : x;
}

/** SVG path through corner points x, y, x, y …, its corners rounded. */
export function wirePath(points: readonly number[], radius = 10): string {
  const corners: [number, number][] = [];
  for (let at = 0; at + 1 < points.length; at += 2) corners.push([points[at] as number, points[at + 1] as number]);
  return corners.map((corner, at) => pathPiece(corners[at - 1], corner, corners[at + 1], radius)).join("");
}

type Point = readonly [x: number, y: number];

function pathPiece(before: Point | undefined, corner: Point, after: Point | undefined, radius: number): string {
  if (before === undefined) return `M${corner[0]} ${corner[1]}`;
  if (after === undefined) return `L${corner[0]} ${corner[1]}`;
  const [enterX, enterY] = towards(corner, before, radius);
  const [leaveX, leaveY] = towards(corner, after, radius);
  return `L${enterX} ${enterY}Q${corner[0]} ${corner[1]} ${leaveX} ${leaveY}`;
}

function towards(from: Point, to: Point, distance: number): Point {
  const length = Math.hypot(to[0] - from[0], to[1] - from[1]);
  const share = Math.min(1, distance / length);
  return [from[0] + (to[0] - from[0]) * share, from[1] + (to[1] - from[1]) * share];
}

/** What changes in the drawing with the numbers: thickness of belts, arcs of gauges, and texts, by the ids of the spec. */
export interface DiagramNumbers {
  readonly belts: Readonly<Record<string, number>>;
  readonly arcs: Readonly<Record<string, { readonly turn: number; readonly isLeft: boolean }>>;
  /** Empty for what is not computed yet. */
  readonly texts: Readonly<Record<string, string>>;
}

const thinBelt = 3.5;

/** The numbers of one unit at one word, as far as stage `active`; without a reader (nothing computed) all empty. */
export function diagramNumbers(cell: CellType, active: number, read: UnitReader | null): DiagramNumbers {
  const { wires, nodes, labels } = diagramOf(cell);
  const work = workStages(cell, read);
  const hasRun = (stage: string) => work !== null && stageState(cell, stage, active) !== "idle";
  const print = (number: WorkedNumber, isSigned: boolean) => work?.print(number, isSigned) ?? "";
  const belts: Record<string, number> = {};
  for (const { id, stage, belt } of wires) {
    if (belt === undefined) continue;
    const number = hasRun(stage) ? belt.value : belt.until;
    belts[id] = number === undefined || work === null ? thinBelt : beltThickness(work.value(number));
  }
  const arcs: Record<string, { turn: number; isLeft: boolean }> = {};
  const texts: Record<string, string> = {};
  for (const node of nodes) {
    if (node.kind !== "gauge") continue;
    const isSigned = cell.signals.some(({ name, role }) => name === node.signal && role !== "gate");
    const result = { stage: node.stage, id: "result" };
    const isThere = work !== null && hasRun(node.stage);
    arcs[node.id] = gaugeArc(isThere ? work.value(result) : 0, isSigned);
    texts[node.id] = isThere ? print(result, isSigned) : "";
  }
  for (const label of labels) {
    if (label.kind === "number") texts[label.id] = hasRun(label.stage) ? print(label.number, true) : "";
  }
  return { belts, arcs, texts };
}

interface StageNumbers {
  readonly value: (number: WorkedNumber) => number;
  /** The same digits that the stage's equation prints. */
  readonly print: (number: WorkedNumber, isSigned: boolean) => string;
}

function workStages(cell: CellType, read: UnitReader | null): StageNumbers | null {
  if (read === null) return null;
  const lines = new Map<string, { readonly worked: Worked; readonly decimals: ReadonlyMap<string, number> }>();
  const lineOf = (stage: string) => {
    const known = lines.get(stage);
    if (known !== undefined) return known;
    const worked = equationsOf(cell)
      .find(({ id }) => id === stage)
      ?.work?.(read);
    if (worked === undefined) throw new RangeError(`${cell.id}: the diagram reads a number of stage ${stage}, which has none`);
    const line = { worked, decimals: decimalsOf(worked) };
    lines.set(stage, line);
    return line;
  };
  return {
    value: ({ stage, id }) => workedValue(lineOf(stage).worked, id),
    print: ({ stage, id }, isSigned) => {
      const { worked, decimals } = lineOf(stage);
      const format = isSigned ? formatSigned : formatGate;
      return format(workedValue(worked, id), decimals.get(id) ?? 2);
    },
  };
}
