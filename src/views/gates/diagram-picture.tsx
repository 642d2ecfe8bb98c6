import type { CellType } from "../../engine/cell.ts";
import { diagramOf } from "../../engine/cells/diagrams.ts";
import type { DiagramLabel, DiagramNode, DiagramSpec, DiagramWire } from "../../engine/diagram.ts";
import { stageState } from "../shared/stage-state.ts";
import { type DiagramNumbers, gaugeRadius, stretchedX, wirePath } from "./diagram-layout.ts";

interface PictureProps {
  readonly cell: CellType;
  /** Index of the active stage; −1 while nothing is computed. */
  readonly active: number;
  readonly numbers: DiagramNumbers;
  /** Where x_t comes from: `“sat”`, or `h of layer 1`. */
  readonly input: string;
  /** Where the output goes: `to softmax`. */
  readonly output: string;
  /** Half of what the column is wider than the drawing. */
  readonly stretch: number;
}

/** The cell as SVG, generated from its description. Hidden from assistive technology: the region says the same in words. */
export function DiagramPicture({ cell, active, numbers, input, output, stretch }: PictureProps) {
  const diagram = diagramOf(cell);
  const { width, height, body } = diagram;
  const stateOf = (stage: string) => stageState(cell, stage, active);
  return (
    <svg className="diagram" viewBox={`${-stretch} 0 ${width + 2 * stretch} ${height}`} aria-hidden="true">
      <rect className="diagram-body" {...body} rx="14" />
      {diagram.wires.map((wire) => (
        <Wire
          key={wire.id}
          spec={diagram}
          wire={wire}
          state={stateOf(wire.stage)}
          width={numbers.belts[wire.id]}
          stretch={stretch}
        />
      ))}
      {diagram.nodes.map((node) => (
        <Node
          key={node.id}
          node={node}
          hue={hueOf(cell, node)}
          state={node.kind === "dot" ? "done" : stateOf(node.stage)}
          numbers={numbers}
        />
      ))}
      {diagram.labels.map((label) => (
        <Label
          key={label.id}
          label={label}
          x={stretchedX(diagram, label.x, stretch)}
          state={stateOf(label.stage)}
          text={label.kind === "input" ? input : label.kind === "output" ? output : (numbers.texts[label.id] ?? "")}
        />
      ))}
    </svg>
  );
}

interface WireProps {
  readonly spec: DiagramSpec;
  readonly wire: DiagramWire;
  readonly state: string;
  readonly width: number | undefined;
  readonly stretch: number;
}

function Wire({ spec, wire, state, width, stretch }: WireProps) {
  const points = wire.points.map((value, at) => (at % 2 === 0 ? stretchedX(spec, value, stretch) : value));
  const path = wirePath(points, wire.radius);
  return (
    <g
      className="diagram-wire"
      data-hue={wire.hue}
      data-state={state}
      data-belt={width === undefined ? undefined : ""}
      data-carries={wire.carries && `${wire.carries.signal} ${wire.carries.when}`}
    >
      <path className="diagram-line" data-id={wire.id} d={path} strokeWidth={width} />
      <path className="diagram-flow" d={path} />
    </g>
  );
}

function hueOf(cell: CellType, node: DiagramNode): string {
  if (node.kind === "dot") return "ink";
  return node.kind === "gauge" ? (cell.signals.find(({ name }) => name === node.signal)?.hue ?? "ink") : node.hue;
}

interface NodeProps {
  readonly node: DiagramNode;
  readonly hue: string;
  readonly state: string;
  readonly numbers: DiagramNumbers;
}

function Node({ node, hue, state, numbers }: NodeProps) {
  const { x, y } = node;
  if (node.kind === "dot")
    return <circle className="diagram-dot" data-on={node.on} cx={x} cy={y} r={node.on === "belt" ? 2.5 : 2.2} />;
  if (node.kind === "gauge") return <Gauge node={node} hue={hue} state={state} numbers={numbers} />;
  return (
    <g className="diagram-operator" data-hue={hue} data-state={state}>
      {node.kind === "tap" ? <rect x={x - 17} y={y - 9.5} width="34" height="19" rx="9.5" /> : <circle cx={x} cy={y} r="10.2" />}
      <text className={`diagram-${node.kind}`} x={x} y={y + (node.kind === "tap" ? 4 : 5.2)}>
        {node.text}
      </text>
    </g>
  );
}

function Gauge({ node, hue, state, numbers }: NodeProps & { readonly node: Extract<DiagramNode, { kind: "gauge" }> }) {
  const { id, x, y, text, label } = node;
  const arc = numbers.arcs[id] ?? { turn: 0, isLeft: false };
  return (
    <g className="diagram-gauge" data-hue={hue} data-state={state} data-signal={node.signal}>
      <circle className="diagram-ring" cx={x} cy={y} r={gaugeRadius} />
      <circle className="diagram-disc" cx={x} cy={y} r={gaugeRadius - 2.6} />
      <circle
        className="diagram-arc"
        data-arc={id}
        cx={x}
        cy={y}
        r={gaugeRadius}
        pathLength="1"
        strokeDasharray={arcDashes(arc.turn)}
        transform={turnArc(x, y, arc.isLeft)}
      />
      <text className="diagram-gauge-value" data-id={id} x={x} y={y - 0.5}>
        {numbers.texts[id]}
      </text>
      <text className="diagram-function" x={x} y={y + (state === "idle" ? 4 : 11)}>
        {text}
      </text>
      <text className="diagram-gauge-label" x={x + 7} y={y + 44.3}>
        {label}
      </text>
    </g>
  );
}

/** Dashes of an arc on a circle of length 1. */
export function arcDashes(turn: number): string {
  return `${turn} 2`;
}

/** From 12 o'clock, clockwise; mirrored for what goes to the left. */
export function turnArc(x: number, y: number, isLeft: boolean): string {
  return isLeft ? `translate(${x} ${y}) scale(-1 1) rotate(-90) translate(${-x} ${-y})` : `rotate(-90 ${x} ${y})`;
}

interface LabelProps {
  readonly label: DiagramLabel;
  readonly x: number;
  readonly state: string;
  readonly text: string;
}

function Label({ label, x, state, text }: LabelProps) {
  const place = { x, y: label.y, textAnchor: label.anchor, "data-hue": label.hue, "data-state": state };
  switch (label.kind) {
    case "symbol":
      return (
        <text className="diagram-symbol" {...place}>
          {label.letter}
          <tspan className="diagram-subscript" dy="3">
            t{label.when === "before" && <tspan className="diagram-upright">−1</tspan>}
          </tspan>
        </text>
      );
    case "number":
      return (
        <text className="diagram-value" {...place} data-note={label.note}>
          <tspan data-id={label.id}>{text}</tspan>
          {label.note !== undefined && (
            <tspan className="diagram-note" dx="4">
              {label.note}
            </tspan>
          )}
        </text>
      );
    case "input":
      return (
        <text className="diagram-place" {...place}>
          <tspan className="diagram-symbol">x</tspan>
          <tspan className="diagram-symbol diagram-subscript" dy="3">
            t
          </tspan>
          <tspan data-id={label.id} dx="4" dy="-3">
            {text}
          </tspan>
        </text>
      );
    case "output":
      return (
        <text className="diagram-place" {...place}>
          {text}
        </text>
      );
  }
}
