import { useMemo } from "react";
import { isolated } from "../shared/isolated.ts";
import { wordWidth } from "../shared/measure-text.ts";
import { useApp } from "../shared/use-app.ts";
import { usePageLayout } from "../shared/use-page-layout.ts";
import { useTypedWords } from "../shared/use-typed-word.ts";
import { type Box, mapWord, type PlacedTexts, placeTexts } from "./map-labels.ts";
import { type MapFrame, nearRadius, type Place, strokePath } from "./map-layout.ts";

interface Props {
  readonly frame: MapFrame;
  readonly path: readonly Place[];
  readonly second: readonly Place[];
  readonly secondWords: readonly string[];
  readonly regions: readonly { readonly name: string; readonly at: Place }[];
  /** Places of the map's points that are nearest to the pinned state. */
  readonly near: readonly Place[];
}

const NODE = 5;
/** Strokes of the last words are the strongest. */
const FADES_OVER = 8;

/** The sentence from place to place: older strokes thinner and lighter, words to come dotted; the pinned word on an ink chip. */
export function SentencePath({ frame, path, second, secondWords, regions, near }: Props) {
  const pinned = useApp((state) => state.step);
  const pin = useApp((state) => state.pin);
  const { scale } = usePageLayout();
  const words = useTypedWords();
  // Words are pinned on the axis; a press on a node is a short cut.
  const pressing = (step: number) => ({ onClick: () => pin({ step }) });
  const here = path[pinned - 1];
  const texts = useTexts({ frame, path, second, secondWords, regions, near, words, pinned });
  return (
    <svg className="map-path" width={frame.width} height={frame.height} role="img" aria-label={describe(words, pinned)}>
      {here !== undefined && near.length > 0 && <NearRing here={here} near={near} frame={frame} />}
      <Strokes path={second} pinned={second.length} look="second" />
      <Strokes path={path} pinned={pinned} look="first" />
      {texts.regions.map(({ text, at }) => (
        <text key={text} className="map-region" x={at.x} y={at.y} dy="0.9em">
          {text}
        </text>
      ))}
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
      {texts.second.map(({ text, at }) => (
        <text key={`${at.x} ${at.y}`} className="map-word" data-second="" x={at.x} y={at.y} dy="0.95em">
          {isolated(text)}
        </text>
      ))}
      {texts.words.map(({ text, step, at }) => (
        <text key={step} className="map-word" data-ahead={step > pinned || undefined} x={at.x} y={at.y} dy="0.95em">
          {isolated(text)} <tspan className="map-step">{step}</tspan>
        </text>
      ))}
      {texts.chip !== null && <Chip box={texts.chip} word={mapWord(words[pinned - 1] ?? "")} />}
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

/** A circle that holds half of the map's points that are nearest to the pinned state, where they lie close together on the map. */
function NearRing({ here, near, frame }: { readonly here: Place; readonly near: readonly Place[]; readonly frame: MapFrame }) {
  const radius = nearRadius(here, near, frame);
  if (radius === null) return null;
  return (
    <circle className="map-near" cx={here.x} cy={here.y} r={radius}>
      <title>{`Half of the ${near.length} nearest points lie within`}</title>
    </circle>
  );
}

function Chip({ box: { left, top, right, bottom }, word }: { readonly box: Box; readonly word: string }) {
  const [width, height] = [right - left, bottom - top];
  return (
    <g className="map-chip" transform={`translate(${left} ${top})`}>
      <rect width={width} height={height} rx={4} />
      <text x={width / 2} y={height / 2} dy="0.35em">
        {isolated(word)}
      </text>
    </g>
  );
}

/** Where everything is written, found anew when something has moved. */
function useTexts(props: Props & { readonly words: readonly string[]; readonly pinned: number }): PlacedTexts {
  const { frame, path, second, secondWords, regions, words, pinned } = props;
  const { scale } = usePageLayout();
  const key = words.join(" ");
  // biome-ignore lint/correctness/useExhaustiveDependencies: words stand for themselves as one text
  return useMemo(() => {
    const measure = (text: string) => wordWidth(text, scale);
    return placeTexts({ frame, path, second, words, secondWords, regions, pinned, scale, node: NODE * scale, measure });
  }, [frame, path, second, secondWords, regions, pinned, key, scale]);
}

/** What the path shows, in words. */
function describe(words: readonly string[], pinned: number): string {
  return `The ${words.length} words of the sentence as a path through the map, at “${words[pinned - 1] ?? ""}”, word ${pinned}. The nearest contexts stand in the list.`;
}
