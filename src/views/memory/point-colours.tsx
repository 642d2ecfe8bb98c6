import { useMemo } from "react";
import { plainFeatures, readFeatures, UNKNOWN } from "../../engine/corpus/word-features.ts";
import { useApp } from "../shared/use-app.ts";
import type { PointClasses } from "./state-map.tsx";
import { useFindings } from "./use-desk.ts";

/** Properties that points can be coloured by. */
const properties = plainFeatures.map(({ id, name }) => ({ id, name }));
/** Hues by value: told apart by lightness as well. */
const colours = ["--f-line", "--c-line", "--i-line", "--g-line", "--o-line", "--h-line", "--rnn"] as const;

/** The class of every point by the chosen property of its word; null where none is chosen, or its words are not there. */
export function useClasses(): PointClasses | null {
  const by = useApp((state) => state.colouredBy);
  const words = useApp((state) => state.model?.words ?? null);
  const file = useFindings((findings) => findings.file);
  const corpus = useFindings((findings) => findings.corpus);
  return useMemo(() => {
    const place = properties.findIndex(({ id }) => id === by);
    if (place < 0 || file === null || words === null || corpus?.isDream !== true) return null;
    const text = Array.from(corpus.ids, (id) => words[id] ?? "");
    const column = readFeatures(text, new Set(words))[place] ?? new Uint8Array(0);
    return { of: Uint8Array.from(file.words, (word) => column[word] ?? UNKNOWN), colours };
  }, [by, words, file, corpus]);
}

/** Chooses the property and names its colours. */
export function PointColours() {
  const by = useApp((state) => state.colouredBy);
  const remember = useApp((state) => state.remember);
  const chosen = plainFeatures.find(({ id }) => id === by);
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
