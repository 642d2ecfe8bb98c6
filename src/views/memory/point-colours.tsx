import { rollup } from "d3";
import { useMemo } from "react";
import type { MemoryFile } from "../../engine/corpus/memory-file.ts";
import { plainFeatures, readFeatures, UNKNOWN } from "../../engine/corpus/word-features.ts";
import { useApp } from "../shared/use-app.ts";
import type { PointClasses } from "./state-map.tsx";
import { useFindings } from "./use-desk.ts";

/** Hues by value: told apart by lightness as well. */
const colours = ["--f-line", "--c-line", "--i-line", "--g-line", "--o-line", "--h-line", "--rnn"] as const;
/** Of the classes of the next word, those that have a hue of their own: the most frequent ones. */
const TOLD = colours.length - 1;

/** A property of the word that a state has just read. */
interface PointProperty {
  readonly id: string;
  readonly name: string;
  readonly values: readonly string[];
  /** Value of every point. */
  readonly of: Uint8Array;
}

/** The properties that points can be coloured by; empty where the map's words are not there. */
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
    return chosen === undefined ? null : { of: chosen.of, colours };
  }, [by, properties]);
}

/** Chooses the property and names its colours. */
export function PointColours({ properties }: { readonly properties: readonly PointProperty[] }) {
  const by = useApp((state) => state.colouredBy);
  const remember = useApp((state) => state.remember);
  const chosen = properties.find(({ id }) => id === by);
  return (
    <div className="point-colours">
      <label>
        Colour by{" "}
        <select
          value={chosen?.id ?? ""}
          onChange={(event) => remember({ colouredBy: event.target.value === "" ? null : event.target.value })}
        >
          <option value="">nothing</option>
          {properties.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </select>
      </label>
      {chosen !== undefined && (
        <ul className="point-legend" aria-label={`Colours: ${chosen.name}`}>
          {chosen.values.map((value, k) => (
            <li key={value}>
              <span style={{ background: `var(${colours[k]})` }} />
              {value}
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
