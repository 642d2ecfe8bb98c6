import { useState } from "react";
import type { Branch } from "../../store/predict-state.ts";
import { formatProbability } from "../shared/format.ts";
import { Lever } from "../shared/lever.tsx";
import { useApp, useAppHandle } from "../shared/use-app.ts";
import { wordLabel } from "../shared/word-label.ts";
import "./sampling.css";

/** Words that a press draws, unless the reader wants others. */
const AT_ONCE = 5;
const MOST_AT_ONCE = 30;

/** Ways on from the sentence, word by word by the seed; a press on a word forks there. */
export function Sampling() {
  const branches = useApp((state) => state.branches);
  const seed = useApp((state) => state.sampleSeed);
  const isSampling = useApp((state) => state.isSampling);
  const sampleWords = useApp((state) => state.sampleWords);
  const predict = useApp((state) => state.predict);
  const [count, setCount] = useState(AT_ONCE);
  const label = useApp((state) => state.model?.config.label ?? "");
  return (
    <section className="sampling" aria-label="Sampling">
      <h2 className="section-title">
        Where it may lead<span className="descriptor">{label}</span>
      </h2>
      <button type="button" className="button" disabled={isSampling} onClick={() => sampleWords(count)}>
        {`Sample ${count} ${count === 1 ? "word" : "words"}`}
      </button>
      <Lever
        name="Words"
        value={count}
        bounds={[1, MOST_AT_ONCE]}
        step={1}
        print={String}
        onMove={(value) => setCount(value)}
        onReset={() => setCount(AT_ONCE)}
      />
      <Lever
        name="Seed"
        value={seed}
        bounds={[1, 99]}
        step={1}
        print={String}
        onMove={(sampleSeed, isCommit) => predict({ sampleSeed }, { isCommit })}
        onReset={() => predict({ sampleSeed: 1 })}
      />
      {branches.length > 0 && (
        <ul className="branches" aria-label="Branches">
          {branches.map((branch) => (
            <BranchItem key={branch.number} branch={branch} count={count} />
          ))}
        </ul>
      )}
    </section>
  );
}

function BranchItem({ branch, count }: { readonly branch: Branch; readonly count: number }) {
  const { store } = useAppHandle();
  const isSampling = useApp((state) => state.isSampling);
  const [said, setSaid] = useState("");
  const { number, parent, shared, words } = branch;
  const isEnded = useApp((state) => words.at(-1)?.word === state.model?.config.start);
  const { sampleWords, dropBranch, openBranch, branchText } = store.getState();
  const copy = () => {
    const copied = navigator.clipboard?.writeText(branchText(number)) ?? Promise.reject(new Error("no clipboard"));
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
            title={`${formatProbability(probability)}${Math.abs(probability - drawn) < 1e-9 ? "" : `, drawn with ${formatProbability(drawn)}`}; press to fork before it`}
            aria-label={`${wordLabel([word], 0)}, ${formatProbability(probability)}: fork before it`}
            onClick={() => sampleWords(count, { branch: number, keep: place })}
          >
            {wordLabel([word], 0)}
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
