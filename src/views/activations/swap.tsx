import { useMemo } from "react";
import { activationNames } from "../../engine/activations.ts";
import { stateSignal } from "../../engine/analysis/activity.ts";
import type { SignalSpec } from "../../engine/cell.ts";
import { SWAP_WORDS } from "../../engine/swap-text.ts";
import type { SwapStudy } from "../../worker/protocol.ts";
import { formatNorm } from "../shared/powers.ts";
import { SectionTitle } from "../shared/section-title.tsx";
import { useApp } from "../shared/use-app.ts";
import { LogChart, type LogLine } from "./log-chart.tsx";
import { sayCause, sayDefinition, sayFunction, sayNumber, sayVerdict } from "./swap-words.ts";
import { TableButton } from "./table-button.tsx";
import type { Inputs } from "./use-inputs.ts";

/** Another function in one block: the state runs away, dies, or hardly notices, in the model's own numbers. */
export function Swap({ inputs }: { readonly inputs: Inputs }) {
  const swap = useApp((state) => state.swap);
  const isLong = useApp((state) => state.tokens.length > SWAP_WORDS);
  const hasGates = inputs.blocks.some(({ signal }) => signal.role === "gate");
  return (
    <section className="swap" aria-label="Another function">
      <SectionTitle descriptor={<>give a block another function, and run the sentence again</>}>
        {hasGates ? "Why σ for gates, tanh for content" : "Why tanh for the state"}
      </SectionTitle>
      <p className="activation-note">
        {hasGates
          ? "A gate is a share: what it lets through can neither grow nor change its sign, which σ, 0 to 1, ensures. Content must be able to take away as well as to add: tanh, −1 to 1."
          : inputs.cell.hasMemory
            ? "This model has no gates: its one function writes the whole state, which comes back as an input at the next word. tanh holds it between −1 and 1."
            : "This model has no gates and carries nothing on: another function changes each word’s state, and no other’s."}
      </p>
      <Choices inputs={inputs} />
      {swap !== null &&
        (isLong ? (
          <p className="activation-note" role="status">
            The second run reads {SWAP_WORDS} words at most. Shorten the sentence to see it.
          </p>
        ) : (
          <Study inputs={inputs} />
        ))}
    </section>
  );
}

function Choices({ inputs: { blocks } }: { readonly inputs: Inputs }) {
  const swap = useApp((state) => state.swap);
  const swapFunction = useApp((state) => state.swapFunction);
  const gates = blocks.filter(({ signal }) => signal.role === "gate");
  // The gate that is drawn first stands first; a cell without one has but its state.
  const current =
    blocks.find(({ signal }) => signal.name === swap?.signal) ?? gates.find(({ signal }) => signal.hue === "f") ?? blocks[0];
  if (current === undefined) return null;
  const choose = (signal: string, activation: string) => {
    const own = blocks.find((each) => each.signal.name === signal)?.activation;
    const wanted = activationNames.find((name) => name === activation);
    swapFunction(wanted === undefined || wanted === own ? null : { signal, activation: wanted });
  };
  return (
    <div className="swap-choices">
      <label>
        Block
        <select value={current.signal.name} onChange={(event) => choose(event.target.value, swap?.activation ?? "relu")}>
          {blocks.map(({ signal }) => (
            <option key={signal.name} value={signal.name}>
              {signal.label}
            </option>
          ))}
        </select>
      </label>
      <label>
        Function
        <select
          value={swap?.activation ?? current.activation}
          onChange={(event) => choose(current.signal.name, event.target.value)}
        >
          {activationNames.map((name) => (
            <option key={name} value={name}>
              {sayFunction(name)}
              {name === current.activation ? ", its own" : ""}
            </option>
          ))}
        </select>
      </label>
      {swap !== null && (
        <button type="button" className="text-button" onClick={() => swapFunction(null)}>
          As it is
        </button>
      )}
    </div>
  );
}

/** Mean size of what is carried, word by word, before and after; why, and what it did to the guesses. */
function Study({ inputs }: { readonly inputs: Inputs }) {
  const study = useApp((state) => state.swapped);
  const isSwapping = useApp((state) => state.isSwapping);
  const steps = useApp((state) => state.tokens.length);
  const layer = useApp((state) => state.layer);
  const name = stateSignal({ layers: 1, signals: inputs.cell.signals, units: inputs.units });
  const state = inputs.cell.signals.find((signal) => signal.name === name);
  const block = inputs.blocks.find(({ signal }) => signal.name === study?.swap.signal);
  const at = Math.min(layer, (study?.before.means.length ?? 1) - 1);
  const lines = useMemo(() => (study === null || state === undefined ? [] : linesOf(study, at, state)), [study, at, state]);
  const [before, after] = [study?.before.means[at], study?.after.means[at]];
  const gate = study?.after.gates[at];
  if (study === null || state === undefined || before === undefined || after === undefined || gate === undefined) {
    return (
      <p className="activation-note" role="status">
        {isSwapping ? `The sentence is run again, ${steps} ${steps === 1 ? "word" : "words"}.` : "It could not be run again."}
      </p>
    );
  }
  const { activation } = study.swap;
  return (
    <div data-lags={isSwapping || undefined} aria-busy={isSwapping}>
      <LogChart label={`Mean size of the ${state.label}`} lines={lines}>
        <span>
          mean |<i>{state.letter}</i>| of {inputs.units} units, log scale
        </span>
        <TableButton
          title={`${capital(state.label)}, as it is and swapped`}
          columns={["mean, as it is", "mean, swapped", "largest, as it is", "largest, swapped"]}
          numbers={[before, after, study.before.largest[at] as Float64Array, study.after.largest[at] as Float64Array]}
          print={(value) => formatNorm(Math.log10(value))}
        />
      </LogChart>
      <p className="activation-note" role="status">
        {sayVerdict(before, after, inputs.cell.hasMemory)} {block !== undefined && sayCause(block.signal, gate)}{" "}
        {sayDefinition(activation)} Perplexity of this sentence: {sayNumber(study.before.perplexity)} as it is,{" "}
        {sayNumber(study.after.perplexity)} swapped.
      </p>
    </div>
  );
}

function linesOf({ swap, before, after }: SwapStudy, layer: number, { hue }: SignalSpec): readonly LogLine[] {
  const log10 = (values: Float64Array | undefined) => (values ?? new Float64Array(0)).map(Math.log10);
  return [
    { name: "as it is", look: "own", hue, log10: log10(before.means[layer]) },
    { name: `with ${sayFunction(swap.activation)}`, look: "swapped", hue, log10: log10(after.means[layer]) },
  ];
}

function capital(label: string): string {
  return label.charAt(0).toUpperCase() + label.slice(1);
}
