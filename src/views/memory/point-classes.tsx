import { rollup } from "d3";
import { useMemo } from "react";
import type { MemoryFile } from "../../engine/corpus/memory-file.ts";
import { plainFeatures, readFeatures, UNKNOWN } from "../../engine/corpus/word-features.ts";
import { useApp } from "../shared/use-app.ts";
import { MOST_CLASSES, marksOf, type PointMark } from "./point-marks.ts";
import { useFindings } from "./use-desk.ts";

/** Of the classes of the next word, those that have a mark of their own: the most frequent ones. */
const TOLD = MOST_CLASSES - 1;

/** What tells points apart: a class each, a mark a class. */
export interface PointClasses {
  /** `quotation marks` */
  readonly name: string;
  readonly of: Uint8Array;
  readonly values: readonly string[];
  readonly marks: readonly PointMark[];
}

/** A property of the word that a state has just read. */
interface PointProperty {
  readonly id: string;
  readonly name: string;
  readonly values: readonly string[];
  /** Value of every point. */
  readonly of: Uint8Array;
}

/** The properties that points can be told apart by; empty where the map's words are not there. */
export function useProperties(): readonly PointProperty[] {
  const words = useApp((state) => state.model?.words ?? null);
  const file = useFindings((findings) => findings.file);
  const corpus = useFindings((findings) => findings.corpus);
  return useMemo(() => {
    if (file === null || words === null || corpus?.isDream !== true) return [];
    const text = Array.from(corpus.ids, (id) => words[id] ?? "");
    const columns = readFeatures(text, new Set(words));
    const plain = plainFeatures.map(({ id, name, values }, place) => {
      const column = columns[place];
      return { id, name, values, of: Uint8Array.from(file.words, (word) => column?.[word] ?? UNKNOWN) };
    });
    return [...plain, nextClasses(file, corpus.ids)];
  }, [words, file, corpus]);
}

/** What the word after a point's word is: the most frequent classes by name, the others together. */
function nextClasses({ header, words }: MemoryFile, ids: Int32Array): PointProperty {
  const { names, of } = header.classes;
  const classes = Array.from(words, (word) => of[ids[word + 1] ?? 0] ?? 0);
  const told = [
    ...rollup(
      classes,
      ({ length }) => length,
      (id) => id,
    ),
  ]
    .sort(([, a], [, b]) => b - a)
    .slice(0, TOLD)
    .map(([id]) => id);
  const values = [...told.map((id) => names[id] ?? ""), "others"];
  const placeOf = (id: number) => (told.includes(id) ? told.indexOf(id) : TOLD);
  return { id: "next", name: "class of the next word", values, of: Uint8Array.from(classes, placeOf) };
}

/** The class of every point by the chosen property; null where none is chosen. */
export function useClasses(properties: readonly PointProperty[]): PointClasses | null {
  const by = useApp((state) => state.colouredBy);
  return useMemo(() => {
    const chosen = properties.find(({ id }) => id === by);
    if (chosen === undefined) return null;
    const { name, of, values } = chosen;
    return { name, of, values, marks: marksOf(of, values.length) };
  }, [by, properties]);
}

interface Props {
  readonly properties: readonly PointProperty[];
  readonly classes: PointClasses | null;
  /** The class that stands out; null: all are drawn alike. */
  readonly alone: number | null;
  readonly onAlone: (value: number | null) => void;
}

/** Chooses the property by which points are marked. */
export function PointClassChoice({ properties, classes, onAlone }: Omit<Props, "alone">) {
  const remember = useApp((state) => state.remember);
  const by = useApp((state) => state.colouredBy);
  return (
    <label className="point-classes">
      Mark points by{" "}
      <select
        value={classes === null ? "" : (by ?? "")}
        onChange={(event) => {
          onAlone(null);
          remember({ colouredBy: event.target.value === "" ? null : event.target.value });
        }}
      >
        <option value="">nothing</option>
        {properties.map(({ id, name }) => (
          <option key={id} value={id}>
            {name}
          </option>
        ))}
      </select>
    </label>
  );
}

/** Names the marks; a press on one lets its points stand out. */
export function PointLegend({ classes, alone, onAlone }: Omit<Props, "properties">) {
  if (classes === null) return null;
  return (
    <ul className="point-legend" aria-label={`Marks: ${classes.name}`}>
      {classes.values.map((value, k) => (
        <li key={value}>
          <button
            type="button"
            className="point-legend-entry"
            aria-pressed={alone === k}
            title="Let these stand out"
            onClick={() => onAlone(alone === k ? null : k)}
          >
            <MarkSign mark={classes.marks[k] as PointMark} /> {value}
          </button>
        </li>
      ))}
    </ul>
  );
}

function MarkSign({ mark: { path, isFilled, ink } }: { readonly mark: PointMark }) {
  const colour = `var(${ink})`;
  return (
    <svg width="12" height="12" viewBox="-4 -4 8 8" aria-hidden="true">
      <path d={path} fill={isFilled ? colour : "none"} stroke={isFilled ? "none" : colour} />
    </svg>
  );
}
