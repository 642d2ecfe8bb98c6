import { useMemo, useState } from "react";
import { neighboursOf, type PlacedStates, placeState } from "../../engine/analysis/projection.ts";
import { shownState } from "../../engine/analysis/shown-state.ts";
import { findCell } from "../../engine/cells/registry.ts";
import { placeOnPlane } from "../../engine/corpus/plane.ts";
import type { SignalView } from "../../engine/trace.ts";
import { contextSignal, hasShippedMap } from "../../store/memory-questions.ts";
import { formatChance, formatCount } from "../shared/format.ts";
import { isolated } from "../shared/isolated.ts";
import { nounOf } from "../shared/noun.ts";
import { useApp } from "../shared/use-app.ts";
import { useTypedWord } from "../shared/use-typed-word.ts";
import { contextLine } from "./context-lines.ts";
import { FileProblem } from "./file-problem.tsx";
import type { Place } from "./map-layout.ts";
import { PointClassChoice, PointLegend, useClasses, useProperties } from "./point-classes.tsx";
import { type Region, StateMap } from "./state-map.tsx";
import { useCorpusWords, useFindings } from "./use-desk.ts";
import { useSignalView } from "./use-match.ts";
import { useStoryEnd } from "./use-story-end.ts";

/** The map with what there is to say of it: the one that ships, or of any other model and text the plane on which their states differ most. */
export function MapPart() {
  const problem = useFindings((findings) => findings.fileProblem);
  const corpus = useFindings((findings) => findings.corpus);
  const isReading = useFindings((findings) => findings.progress !== null);
  const isShipped = useApp((state) => hasShippedMap(state.modelId, corpus));
  const shipped = useShippedMap();
  const plane = usePlane();
  const map = isShipped ? shipped : plane;
  if (isShipped && problem !== null) return <FileProblem className="memory-wait" problem={problem} />;
  if (map !== null) return <Mapped map={map} />;
  return (
    <p className="memory-wait" role="status">
      {isShipped
        ? "The map is being loaded."
        : corpus !== null || isReading
          ? "The map is made when the text is read."
          : "Open a text, below at the right: its states become a map."}
    </p>
  );
}

/** A map of one signal's states. */
interface DrawnMap {
  readonly signal: string;
  /** H of the states that can be placed on it. */
  readonly units: number;
  /** Word of the corpus (0-based) of every point. */
  readonly words: Uint32Array;
  readonly points: PlacedStates;
  readonly regions: readonly Region[];
  /** Of states as they are compared. */
  readonly placeAt: (state: Float32Array) => Place;
  readonly nearAt: (state: Float32Array) => readonly number[];
  /** What it is of, beside its title, and how to read it. */
  readonly descriptor: string;
  readonly note: string;
}

/** Of the dream that ships. */
function useShippedMap(): DrawnMap | null {
  const signal = useApp(contextSignal) === "cellState" ? "cellState" : "hiddenState";
  const file = useFindings((findings) => findings.file);
  return useMemo(() => {
    if (file === null) return null;
    const { basis, placed, regions, neighbours } = file.maps[signal];
    return {
      signal,
      units: basis.mean.length,
      words: file.words,
      points: placed,
      regions,
      placeAt: (state) => placeState(placed, basis, state),
      nearAt: (state) => neighboursOf(placed, basis, state),
      descriptor: `${formatCount(file.words.length)} contexts from text the model wrote itself; PCA, then UMAP`,
      note: `Distance is approximate; names say what follows there. Of the 10 nearest contexts ${Math.round(100 * neighbours.share)}% expect the same kind of word, ${(100 * neighbours.chance).toFixed(0)}% by chance.`,
    };
  }, [file, signal]);
}

/** Of the open corpus. */
function usePlane(): DrawnMap | null {
  const wanted = useApp(contextSignal);
  const plane = useFindings((findings) => findings.plane);
  const corpus = useFindings((findings) => findings.corpus);
  return useMemo(() => {
    if (plane === null || corpus === null || plane.signal !== wanted) return null;
    const { basis, placed, explained, words, signal } = plane;
    const shares = explained.map((share) => formatChance(share));
    return {
      signal,
      units: basis.mean.length,
      words,
      points: placed,
      regions: [],
      placeAt: (state) => placeOnPlane(plane, state),
      nearAt: (state) => neighboursOf(placed, basis, state),
      descriptor: `${formatCount(words.length)} places in ${corpus.name}`,
      note: `Left to right and up are the two directions in which they differ most (principal components): ${shares.join(" and ")} of the variance; what differs otherwise lies together here.`,
    };
  }, [plane, corpus, wanted]);
}

function Mapped({ map }: { readonly map: DrawnMap }) {
  const path = usePath(map);
  const second = useSecondPath(map);
  const near = useNear(map);
  const properties = useProperties();
  const classes = useClasses(properties);
  const [alone, setAlone] = useState<number | null>(null);
  const wordAt = useCorpusWords();
  const end = useStoryEnd();
  const word = useTypedWord(useApp((state) => state.step));
  const noun = useApp(nounOf);
  const hasCell = useApp((state) => findCell(state.model?.config.cell ?? "")?.signals.some(({ name }) => name === "cellState"));
  const { signal, words, points, regions, descriptor, note } = map;
  const [hue, name] = signal === "cellState" ? (["c", "cell"] as const) : (["h", "hidden"] as const);
  return (
    <section className="map-part" aria-label="Map of states">
      <h2 className="section-title map-title">
        {name === "cell" ? "Cell states" : "Hidden states"} <span className="descriptor">{descriptor}</span>
      </h2>
      <StateMap
        points={points}
        regions={regions}
        classes={classes}
        alone={alone}
        path={path}
        second={second}
        near={near}
        hue={hue}
        contextOf={(point) => {
          const line = contextLine(wordAt, words[point] as number, { before: 6, after: 3, end });
          return line.word === "" ? "" : isolated(`${line.before} “${line.word}” ${line.after}`);
        }}
      />
      <PointLegend classes={classes} alone={alone} onAlone={setAlone} />
      <div className="map-foot">
        <p>
          One dot is the {name} state <b data-hue={hue}>{name === "cell" ? "C" : "h"}</b>
          {name === "cell" && ", as tanh shows it,"} after a {noun}; ringed are the {near.length} nearest to “<bdi>{word}</bdi>”.{" "}
          {note}
        </p>
        {properties.length > 0 && <PointClassChoice properties={properties} classes={classes} onAlone={setAlone} />}
        {hasCell === true && <StateSwitch />}
      </div>
    </section>
  );
}

function StateSwitch() {
  const state = useApp((app) => app.contextState);
  const remember = useApp((app) => app.remember);
  return (
    <div className="segments" role="radiogroup" aria-label="State on the map">
      {(["hiddenState", "cellState"] as const).map((id) => (
        <label key={id} className="segment" data-current={state === id || undefined}>
          <input
            type="radio"
            name="context-state"
            aria-label={id === "cellState" ? "cell state" : "hidden state"}
            checked={state === id}
            onChange={() => remember({ contextState: id })}
          />
          {id === "cellState" ? "C" : "h"}
        </label>
      ))}
    </div>
  );
}

/** Places of the sentence's states, placed anew when the numbers have come to rest. */
function usePath(map: DrawnMap): readonly Place[] {
  const view = useStates(map);
  return useMemo(
    () =>
      view === null
        ? []
        : Array.from({ length: Math.min(view.steps, LONGEST) }, (_, k) => map.placeAt(stateOf(map.signal, view, k + 1))),
    [view, map],
  );
}

/** Words of a path: more would hide each other. */
const LONGEST = 60;

function useSecondPath({ signal, units, placeAt }: DrawnMap) {
  const hasSecond = useApp((state) => state.second !== null);
  const second = useFindings((findings) => findings.second);
  return useMemo(() => {
    const states = second?.states.get(signal);
    if (!hasSecond || second === null || states === undefined || states.length < units) return null;
    const path = second.words
      .slice(0, LONGEST)
      .map((_, k) => placeAt(shownState(signal, states.subarray(k * units, (k + 1) * units))));
    return { path, words: second.words };
  }, [hasSecond, second, signal, units, placeAt]);
}

/** The map's points that are nearest to the pinned state. */
function useNear(map: DrawnMap): readonly number[] {
  const view = useStates(map);
  const step = useApp((state) => state.step);
  return useMemo(
    () => (view === null || step < 1 || step > view.steps ? [] : map.nearAt(stateOf(map.signal, view, step))),
    [view, step, map],
  );
}

/** The sentence's states of the map's signal; null before they have come to rest, and where they are another model's. */
function useStates({ signal, units }: DrawnMap): SignalView | null {
  const view = useSignalView(signal);
  return view === null || view.units !== units ? null : view;
}

/** As it is compared. */
function stateOf(signal: string, { values, offset, stepStride, units }: SignalView, step: number): Float32Array {
  const from = offset + step * stepStride;
  return shownState(signal, values.subarray(from, from + units));
}
