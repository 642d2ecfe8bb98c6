import { useMemo, useState } from "react";
import { neighboursOf, placeState } from "../../engine/analysis/projection.ts";
import type { StateMap as MappedStates } from "../../engine/corpus/memory-file.ts";
import { viewSignal } from "../../engine/trace.ts";
import { contextSignal } from "../../store/memory-questions.ts";
import { formatCount } from "../shared/format.ts";
import { isolated } from "../shared/isolated.ts";
import { useApp } from "../shared/use-app.ts";
import { useTypedWord } from "../shared/use-typed-word.ts";
import { contextLine } from "./context-lines.ts";
import { FileProblem } from "./file-problem.tsx";
import type { Place } from "./map-layout.ts";
import { PointClassChoice, PointLegend, useClasses, useProperties } from "./point-classes.tsx";
import { StateMap } from "./state-map.tsx";
import { useCorpusWords, useFindings } from "./use-desk.ts";
import { useRestingTrace } from "./use-resting-trace.ts";
import { useStoryEnd } from "./use-story-end.ts";

/** The map with what there is to say of it. */
export function MapPart() {
  const file = useFindings((findings) => findings.file);
  const problem = useFindings((findings) => findings.fileProblem);
  const isShipped = useApp((state) => state.modelId === "story-lstm");
  if (problem !== null) return <FileProblem className="memory-wait" problem={problem} />;
  if (file === null) {
    return (
      <p className="memory-wait" role="status">
        {isShipped
          ? "The map is being loaded."
          : "A map was made of story-lstm alone. What this model’s units do stands beside it, and what its cell holds under “Who wrote it”."}
      </p>
    );
  }
  return <Mapped />;
}

function Mapped() {
  const signal = useApp(contextSignal);
  const file = useFindings((findings) => findings.file);
  const name = signal === "cellState" ? "cellState" : "hiddenState";
  const map = file?.maps[name];
  const path = usePath(map, name);
  const second = useSecondPath(map, name);
  const near = useNear(map, name);
  const properties = useProperties();
  const classes = useClasses(properties);
  const [alone, setAlone] = useState<number | null>(null);
  const wordAt = useCorpusWords();
  const end = useStoryEnd();
  const word = useTypedWord(useApp((state) => state.step));
  if (file == null || map === undefined) return null;
  const { share, chance } = map.neighbours;
  const hue = name === "cellState" ? "c" : "h";
  return (
    <section className="map-part" aria-label="Map of states">
      <h2 className="section-title map-title">
        {name === "cellState" ? "Cell states" : "Hidden states"}{" "}
        <span className="descriptor">
          {formatCount(file.words.length)} contexts from text the model wrote itself; PCA, then UMAP
        </span>
      </h2>
      <StateMap
        points={map.placed}
        regions={map.regions}
        classes={classes}
        alone={alone}
        path={path}
        second={second}
        near={near}
        hue={hue}
        contextOf={(point) => {
          const line = contextLine(wordAt, file.words[point] as number, { before: 6, after: 3, end });
          return line.word === "" ? "" : isolated(`${line.before} “${line.word}” ${line.after}`);
        }}
      />
      <PointLegend classes={classes} alone={alone} onAlone={setAlone} />
      <div className="map-foot">
        <p>
          One dot is the {name === "cellState" ? "cell" : "hidden"} state <b data-hue={hue}>{name === "cellState" ? "C" : "h"}</b>{" "}
          after a word; ringed are the {near.length} nearest to “<bdi>{word}</bdi>”. Distance is approximate; names say what
          follows there. Of the 10 nearest contexts {Math.round(100 * share)}% expect the same kind of word,{" "}
          {(100 * chance).toFixed(0)}% by chance.
        </p>
        <PointClassChoice properties={properties} classes={classes} onAlone={setAlone} />
        <StateSwitch />
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
function usePath(map: MappedStates | undefined, name: string): readonly Place[] {
  const trace = useRestingTrace();
  const layer = useApp((state) => state.layer);
  return useMemo(() => {
    if (trace === null || map === undefined || trace.layout.units !== map.basis.mean.length) return [];
    const { values, offset, stepStride, units } = viewSignal(trace, layer, name);
    return Array.from({ length: Math.min(trace.steps, LONGEST) }, (_, k) => {
      const from = offset + (k + 1) * stepStride;
      return placeState(map.placed, map.basis, values.subarray(from, from + units));
    });
  }, [trace, map, name, layer]);
}

/** Words of a path: more would hide each other. */
const LONGEST = 60;

function useSecondPath(map: MappedStates | undefined, name: string) {
  const hasSecond = useApp((state) => state.second !== null);
  const second = useFindings((findings) => findings.second);
  return useMemo(() => {
    const states = second?.states.get(name);
    if (!hasSecond || second === null || states === undefined || map === undefined) return null;
    const units = map.basis.mean.length;
    const path = second.words
      .slice(0, LONGEST)
      .map((_, k) => placeState(map.placed, map.basis, states.subarray(k * units, (k + 1) * units)));
    return { path, words: second.words };
  }, [hasSecond, second, map, name]);
}

/** The map's points that are nearest to the pinned state. */
function useNear(map: MappedStates | undefined, name: string): readonly number[] {
  const trace = useRestingTrace();
  const layer = useApp((state) => state.layer);
  const step = useApp((state) => state.step);
  return useMemo(() => {
    if (trace === null || map === undefined || step < 1 || step > trace.steps) return [];
    if (trace.layout.units !== map.basis.mean.length) return [];
    const { values, offset, stepStride, units } = viewSignal(trace, layer, name);
    const from = offset + step * stepStride;
    return neighboursOf(map.placed, map.basis, values.subarray(from, from + units));
  }, [trace, map, name, layer, step]);
}
