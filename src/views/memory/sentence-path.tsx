import { useMemo } from "react";
import { wordWidth } from "../shared/measure-text.ts";
import { useApp } from "../shared/use-app.ts";
import { usePageLayout } from "../shared/use-page-layout.ts";
import { type Label, type MapFrame, type Place, placeLabels, strokePath } from "./map-layout.ts";

interface Props {
  readonly frame: MapFrame;
  readonly path: readonly Place[];
  readonly second: readonly Place[];
  readonly secondWords: readonly string[];
  readonly regions: readonly { readonly name: string; readonly at: Place }[];
  /** Places of the contexts nearest to the pinned state. */
  readonly near: readonly Place[];
}

const NODE = 5;
/** Strokes of the last words are the strongest. */
const FADES_OVER = 8;

/** The sentence from place to place: older strokes thinner and lighter, words to come dotted; the pinned word on an ink chip. */
export function SentencePath({ frame, path, second, secondWords, regions, near }: Props) {
  const pinned = useApp((state) => state.step);
  const tokens = useApp((state) => state.tokens);
  const pin = useApp((state) => state.pin);
  const { scale } = usePageLayout();
  const words = tokens.map(({ text }) => text);
  // Words are pinned on the axis; a press on a node is a short cut.
  const pressing = (step: number) => ({ onClick: () => pin({ step }) });
  const here = path[pinned - 1];
  const texts = useTexts({ frame, path, second, secondWords, regions, pinned, words, scale });
  return (
    <svg className="map-path" width={frame.width} height={frame.height} role="img" aria-label={describe(words, pinned)}>
      {texts.regions.map(({ name, at }) => (
        <text key={name} className="map-region" x={at.x} y={at.y} dy="0.8em">
          {name}
        </text>
      ))}
      {here !== undefined && near.length > 0 && <NearRing here={here} near={near} />}
      <Strokes path={second} pinned={second.length} look="second" />
      <Strokes path={path} pinned={pinned} look="first" />
      {second.map((at, k) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a node is its word's place
        <circle key={k} className="map-node" data-second="" cx={at.x} cy={at.y} r={NODE * 0.8 * scale} />
      ))}
      {path.map((at, k) => (
        <circle
          // biome-ignore lint/suspicious/noArrayIndexKey: a node is its word's place
          key={k}
          className="map-node"
          data-pinned={k + 1 === pinned || undefined}
          data-ahead={k + 1 > pinned || undefined}
          cx={at.x}
          cy={at.y}
          r={(k + 1 === pinned ? NODE * 1.6 : NODE) * scale}
          {...pressing(k + 1)}
        />
      ))}
      {texts.second.map(({ word, at }) => (
        <text key={`${at.x} ${at.y}`} className="map-word" data-second="" x={at.x} y={at.y} dy="0.85em">
          {word}
        </text>
      ))}
      {texts.words.map(({ word, step, at }) => (
        <text key={step} className="map-word" data-ahead={step > pinned || undefined} x={at.x} y={at.y} dy="0.85em">
          {word} <tspan className="map-step">{step}</tspan>
        </text>
      ))}
      {here !== undefined && <Chip at={here} word={words[pinned - 1] ?? ""} frame={frame} scale={scale} />}
    </svg>
  );
}

function Strokes({
  path,
  pinned,
  look,
}: {
  readonly path: readonly Place[];
  readonly pinned: number;
  readonly look: "first" | "second";
}) {
  return path.slice(1).map((to, k) => {
    const isAhead = k + 2 > pinned;
    const age = Math.min(1, (pinned - k - 2) / FADES_OVER);
    return (
      <path
        // biome-ignore lint/suspicious/noArrayIndexKey: a stroke is its word's place
        key={k}
        className="map-stroke"
        data-look={look}
        data-ahead={isAhead || undefined}
        style={isAhead ? undefined : { strokeWidth: 2.4 - 1.6 * age, strokeOpacity: 1 - 0.72 * age }}
        d={strokePath(path[k] as Place, to)}
      />
    );
  });
}

/** A circle that holds the contexts nearest to the pinned state, where they lie close together on the map. */
function NearRing({ here, near }: { readonly here: Place; readonly near: readonly Place[] }) {
  const distances = near.map(({ x, y }) => Math.hypot(x - here.x, y - here.y)).sort((a, b) => a - b);
  const radius = Math.max(18, distances[Math.floor(distances.length / 2)] ?? 0);
  return (
    <circle className="map-near" cx={here.x} cy={here.y} r={radius}>
      <title>Half of the nearest contexts lie within</title>
    </circle>
  );
}

function Chip(props: { readonly at: Place; readonly word: string; readonly frame: MapFrame; readonly scale: number }) {
  const { at, word, frame, scale } = props;
  const width = wordWidth(word, scale) + 24 * scale;
  const height = 24 * scale;
  const x = Math.min(frame.width - width, Math.max(0, at.x - width / 2));
  const y = at.y + 14 * scale + height > frame.height ? at.y - 14 * scale - height : at.y + 14 * scale;
  return (
    <g className="map-chip" transform={`translate(${x} ${y})`}>
      <rect width={width} height={height} rx={4} />
      <text x={width / 2} y={height / 2} dy="0.35em">
        {word}
      </text>
    </g>
  );
}

interface Asked {
  readonly frame: MapFrame;
  readonly path: readonly Place[];
  readonly second: readonly Place[];
  readonly secondWords: readonly string[];
  readonly regions: readonly { readonly name: string; readonly at: Place }[];
  readonly pinned: number;
  readonly words: readonly string[];
  readonly scale: number;
}

/** Labels that find room: first the words near the pinned one, then the second sentence's, then the regions. */
function useTexts({ frame, path, second, secondWords, regions, pinned, words, scale }: Asked) {
  const key = words.join(" ");
  // biome-ignore lint/correctness/useExhaustiveDependencies: words stand for themselves as one text
  return useMemo(() => {
    const line = 18 * scale;
    const label = (text: string, at: Place, gap: number): Label => ({ width: wordWidth(text, scale) + 4, height: line, at, gap });
    const steps = path
      .map((_, k) => k + 1)
      .filter((step) => step !== pinned)
      .sort((a, b) => Math.abs(a - pinned) - Math.abs(b - pinned) || b - a);
    const here = path[pinned - 1];
    const chip: readonly Label[] =
      here === undefined
        ? []
        : [{ width: 60 * scale, height: 26 * scale, at: { x: here.x, y: here.y + 26 * scale }, gap: -30 * scale }];
    const wanted = [
      ...chip,
      ...steps.map((step) => label(`${words[step - 1] ?? ""} ${step}`, path[step - 1] as Place, 8 * scale)),
      ...second.map((at, k) => label(secondWords[k] ?? "", at, 7 * scale)),
      ...regions.map(({ name, at }) => label(name, at, -wordWidth(name, scale) / 2)),
    ];
    const found = placeLabels(wanted, [...path, ...second], frame, NODE * scale);
    const of = (from: number, count: number) => found.slice(from, from + count);
    const first = chip.length;
    return {
      words: of(first, steps.length).flatMap((at, k) => {
        const step = steps[k] as number;
        return at === null ? [] : [{ word: words[step - 1] ?? "", step, at }];
      }),
      second: of(first + steps.length, second.length).flatMap((at, k) =>
        at === null ? [] : [{ word: secondWords[k] ?? "", at }],
      ),
      regions: of(first + steps.length + second.length, regions.length).flatMap((at, k) =>
        at === null ? [] : [{ name: regions[k]?.name ?? "", at }],
      ),
    };
  }, [frame, path, second, secondWords, regions, pinned, key, scale]);
}

/** What the path shows, in words. */
function describe(words: readonly string[], pinned: number): string {
  return `The ${words.length} words of the sentence as a path through the map, at “${words[pinned - 1] ?? ""}”, word ${pinned}. The nearest contexts stand in the list.`;
}
