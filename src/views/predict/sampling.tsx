import { useState } from "react";
import type { Branch } from "../../store/predict-state.ts";
import { branchText } from "../../store/sample-branches.ts";
import { formatChance } from "../shared/format.ts";
import { HiddenAnswer } from "../shared/hidden-answer.tsx";
import { useApp, useAppHandle } from "../shared/use-app.ts";
import { wordLabel } from "../shared/word-label.ts";
import "./sampling.css";

/** Words that a press draws, unless the reader wants others. */
const AT_ONCE = 5;
const MOST_AT_ONCE = 30;
const MOST_SEED = 99;

/** Ways on from the sentence, word by word by the seed; a press on a word forks there. */
export function Sampling() {
  const branches = useApp((state) => state.branches);
  const seed = useApp((state) => state.sampleSeed);
  const isSampling = useApp((state) => state.isSampling);
  const sampleWords = useApp((state) => state.sampleWords);
  const predict = useApp((state) => state.predict);
  const areHidden = useApp((state) => state.answersHidden);
  const [count, setCount] = useState(AT_ONCE);
  const label = useApp((state) => state.model?.config.label ?? "");
  return (
    <section className="sampling" aria-label="Sampling">
      <h2 className="section-title">
        Let it write on <span className="descriptor">{label}</span>
      </h2>
      <button type="button" className="button" disabled={isSampling} onClick={() => sampleWords(count)}>
        {`Sample ${count} ${count === 1 ? "word" : "words"}`}
      </button>
      <p className="sampling-numbers">
        <Count name="Words" value={count} most={MOST_AT_ONCE} onChange={setCount} />
        <Count name="Seed" value={seed} most={MOST_SEED} onChange={(sampleSeed) => predict({ sampleSeed })} />
      </p>
      {branches.length > 0 && areHidden && <HiddenAnswer what="The branches" />}
      {branches.length > 0 && !areHidden && (
        <ul className="branches" aria-label="Branches">
          {branches.map((branch) => (
            <BranchItem key={branch.number} branch={branch} count={count} />
          ))}
        </ul>
      )}
    </section>
  );
}

interface CountProps {
  readonly name: string;
  readonly value: number;
  readonly most: number;
  readonly onChange: (value: number) => void;
}

/** A whole number from 1 to `most`; what is typed on the way to one changes nothing. */
function Count({ name, value, most, onChange }: CountProps) {
  return (
    <label>
      {name}{" "}
      <input
        type="number"
        className="text-field"
        min={1}
        max={most}
        value={value}
        onChange={({ target: { valueAsNumber } }) => {
          if (Number.isInteger(valueAsNumber) && valueAsNumber >= 1 && valueAsNumber <= most) onChange(valueAsNumber);
        }}
      />
    </label>
  );
}

function BranchItem({ branch, count }: { readonly branch: Branch; readonly count: number }) {
  const { store } = useAppHandle();
  const isSampling = useApp((state) => state.isSampling);
  const [said, setSaid] = useState("");
  const { number, parent, shared, words } = branch;
  const isEnded = useApp((state) => words.at(-1)?.word === state.model?.config.start);
  const { sampleWords, dropBranch, openBranch } = store.getState();
  const copy = () => {
    const copied =
      navigator.clipboard?.writeText(branchText(store.getState(), number)) ?? Promise.reject(new Error("no clipboard"));
    copied.then(
      () => setSaid("Copied"),
      () => setSaid("The browser did not allow the copy"),
    );
  };
  return (
    <li className="branch" aria-label={`Branch ${number}`}>
      <p className="branch-words">
        {parent !== null && <span className="branch-parent">{`↳ ${number} from ${parent}: `}</span>}
        {words.map(({ word, probability, drawn }, place) => (
          <button
            // biome-ignore lint/suspicious/noArrayIndexKey: a word of a branch is its place
            key={place}
            type="button"
            className="branch-word"
            data-shared={place < shared || undefined}
            disabled={isSampling}
            title={`${formatChance(probability)}${Math.abs(probability - drawn) < 1e-9 ? "" : `, drawn with ${formatChance(drawn)}`}; press to fork before it`}
            aria-label={`${wordLabel([word], 0)}, ${formatChance(probability)}: fork before it`}
            onClick={() => sampleWords(count, { branch: number, keep: place })}
          >
            <bdi>{wordLabel([word], 0)}</bdi>
          </button>
        ))}
      </p>
      <p className="branch-actions">
        <button
          type="button"
          className="text-button"
          disabled={isSampling || isEnded}
          onClick={() => sampleWords(count, { branch: number, keep: words.length })}
        >
          Go on
        </button>
        <button type="button" className="text-button" onClick={copy}>
          Copy
        </button>
        <button type="button" className="text-button" onClick={() => openBranch(number)}>
          Open
        </button>
        <button type="button" className="text-button" onClick={() => dropBranch(number)}>
          Drop
        </button>
        <span role="status">{said}</span>
      </p>
    </li>
  );
}
