import { type MapFrame, type Place, stitches } from "./map-layout.ts";

/** A rectangle on the map, px. */
export interface Box {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** What is to be written at a place. */
export interface Label {
  readonly width: number;
  readonly height: number;
  readonly at: Place;
  /** Distances of its edge from the place, the best first. */
  readonly gaps: readonly number[];
  /** Whether it may lie over a stroke where there is no better place; nothing lies over a node or another label. */
  readonly mayCross: boolean;
}

/** Left top corner of a label, or null where it would cover something. */
export type LabelPlace = Place | null;

/** What labels keep clear of. */
export interface Obstacles {
  readonly nodes: readonly Box[];
  /** Places along the strokes. */
  readonly strokes: readonly Place[];
}

/** Where a label may stand around its place, the best first: right, left, above, below, and the corners. */
const directions: readonly (readonly [number, number])[] = [
  [1, 0],
  [-1, 0],
  [0, -1],
  [0, 1],
  [1, -1],
  [-1, -1],
  [1, 1],
  [-1, 1],
];

/** Paper between a stroke and the letters beside it, px. */
const STROKE = 2;

/** A square around a place. */
export function boxAround({ x, y }: Place, radius: number): Box {
  return { left: x - radius, right: x + radius, top: y - radius, bottom: y + radius };
}

/**
 * Puts labels so that none covers another, a node or the frame's edge, in the order given; one that finds no room is left out. A label
 * keeps off the strokes as well, unless it `mayCross` and has no other place.
 */
export function placeLabels(labels: readonly Label[], { nodes, strokes }: Obstacles, frame: MapFrame): readonly LabelPlace[] {
  const taken = [...nodes];
  return labels.map((label) => {
    const free = boxesOf(label).filter((box) => isWithin(box, frame) && !taken.some((other) => overlaps(other, box)));
    const found = free.find((box) => !strokes.some((place) => covers(box, place))) ?? (label.mayCross ? free[0] : undefined);
    if (found === undefined) return null;
    taken.push(found);
    return { x: found.left, y: found.top };
  });
}

/** Where the chip of the pinned word may stand: under its node, over it, beside it; the first that covers no other node. */
export function placeChip(
  at: Place,
  { width, height }: { readonly width: number; readonly height: number },
  { others, gap, frame }: { readonly others: readonly Box[]; readonly gap: number; readonly frame: MapFrame },
): Box {
  const around = [
    [0, 1],
    [0, -1],
    [1, 0],
    [-1, 0],
  ] as const;
  const [first, ...rest] = [gap, 2 * gap, 3.5 * gap].flatMap((away) =>
    around.map(([dx, dy]) => pushInside(boxOf({ width, height, at }, dx, dy, away), frame)),
  );
  const hidden = (box: Box) => others.filter((other) => overlaps(other, box)).length;
  return rest.reduce((best, box) => (hidden(box) < hidden(best) ? box : best), first as Box);
}

function boxesOf(label: Label): readonly Box[] {
  return label.gaps.flatMap((gap) => directions.map(([dx, dy]) => boxOf(label, dx, dy, gap)));
}

function boxOf({ width, height, at }: Pick<Label, "width" | "height" | "at">, dx: number, dy: number, gap: number): Box {
  const x = at.x + dx * (gap + width / 2) * (dy === 0 || dx === 0 ? 1 : 0.9);
  const y = at.y + dy * (gap + height / 2);
  return { left: x - width / 2, right: x + width / 2, top: y - height / 2, bottom: y + height / 2 };
}

function pushInside({ left, top, right, bottom }: Box, { width, height }: MapFrame): Box {
  const dx = Math.max(0, -left) - Math.max(0, right - width);
  const dy = Math.max(0, -top) - Math.max(0, bottom - height);
  return { left: left + dx, right: right + dx, top: top + dy, bottom: bottom + dy };
}

function isWithin(box: Box, { width, height }: MapFrame): boolean {
  return box.left >= 0 && box.top >= 0 && box.right <= width && box.bottom <= height;
}

function overlaps(a: Box, b: Box): boolean {
  return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
}

function covers({ left, top, right, bottom }: Box, { x, y }: Place): boolean {
  return x > left - STROKE && x < right + STROKE && y > top - STROKE && y < bottom + STROKE;
}

/** Marks by their names: on the map a comma alone is seen for a speck. */
const markNames: ReadonlyMap<string, string> = new Map(
  Object.entries({
    "“": "open quote",
    "”": "close quote",
    '"': "quote",
    ".": "full stop",
    ",": "comma",
    "?": "question mark",
    "!": "exclamation mark",
    ";": "semicolon",
    ":": "colon",
    "-": "hyphen",
    "—": "dash",
    "…": "ellipsis",
    "...": "ellipsis",
  }),
);

/** A word as the map writes it: a mark by its name, other words without a letter or digit between quotation marks. */
export function mapWord(word: string): string {
  if (/[\p{L}\p{N}]/u.test(word)) return word;
  return markNames.get(word) ?? `‘${word}’`;
}

/** What the map writes, and how it is measured. */
export interface MapTexts {
  readonly frame: MapFrame;
  /** Places of the sentence's words and of the second's. */
  readonly path: readonly Place[];
  readonly second: readonly Place[];
  readonly words: readonly string[];
  readonly secondWords: readonly string[];
  readonly regions: readonly { readonly name: string; readonly at: Place }[];
  /** Pinned word, from 1. */
  readonly pinned: number;
  readonly scale: number;
  /** Radius of a node, px. */
  readonly node: number;
  readonly measure: (text: string) => number;
}

/** A text and its left top corner. */
export interface Placed {
  readonly text: string;
  readonly at: Place;
}

/** What found room. */
export interface PlacedTexts {
  readonly chip: Box | null;
  readonly words: readonly (Placed & { readonly step: number })[];
  readonly second: readonly Placed[];
  readonly regions: readonly Placed[];
}

/** First the chip, then the words near the pinned one, the second sentence's, and the regions, which keep off the path. */
export function placeTexts(texts: MapTexts): PlacedTexts {
  const { frame, path, second, words, secondWords, regions, pinned, scale, node, measure } = texts;
  const here = path[pinned - 1];
  const boxes = [...path, ...second].map((at, k) => boxAround(at, k === pinned - 1 ? 1.6 * node : node));
  const chip =
    here === undefined
      ? null
      : placeChip(
          here,
          { width: measure(mapWord(words[pinned - 1] ?? "")) + 24 * scale, height: 24 * scale },
          { others: boxes.filter((_, k) => k !== pinned - 1), gap: 14 * scale, frame },
        );
  const label = (text: string, at: Place, gaps: readonly number[], mayCross: boolean): Label => ({
    width: measure(text) + 4,
    height: 18 * scale,
    at,
    gaps: gaps.map((gap) => gap * scale),
    mayCross,
  });
  const steps = path
    .map((_, k) => k + 1)
    .filter((step) => step !== pinned)
    .sort((a, b) => Math.abs(a - pinned) - Math.abs(b - pinned) || b - a);
  const wanted = [
    ...steps.map((step) => label(`${mapWord(words[step - 1] ?? "")} ${step}`, path[step - 1] as Place, [7, 14], true)),
    ...second.map((at, k) => label(mapWord(secondWords[k] ?? ""), at, [6, 12], true)),
    ...regions.map(({ name, at }) => label(name, at, [-measure(name) / 2 / scale, 0, 12, 28, 44], false)),
  ];
  const found = placeLabels(
    wanted,
    { nodes: chip === null ? boxes : [...boxes, chip], strokes: [...stitches(path), ...stitches(second)] },
    frame,
  );
  const of = (from: number, named: readonly string[]): readonly Placed[] =>
    named.flatMap((text, k) => {
      const at = found[from + k] ?? null;
      return at === null ? [] : [{ text, at }];
    });
  return {
    chip,
    words: steps.flatMap((step, k) => {
      const at = found[k] ?? null;
      return at === null ? [] : [{ text: mapWord(words[step - 1] ?? ""), at, step }];
    }),
    second: of(
      steps.length,
      second.map((_, k) => mapWord(secondWords[k] ?? "")),
    ),
    regions: of(
      steps.length + second.length,
      regions.map(({ name }) => name),
    ),
  };
}
