import { useState } from "react";
import { keepingGate } from "../../engine/analysis/half-life.ts";
import { SaturationStatement } from "./activations-statement.tsx";
import { AtPin } from "./at-pin.tsx";
import { Curves } from "./curves.tsx";
import { Shown } from "./shown.tsx";
import { Softmax } from "./softmax.tsx";
import { Swap } from "./swap.tsx";
import { type Inputs, useShownInputs } from "./use-inputs.ts";
import { Vanishing } from "./vanishing.tsx";
import "./activation-side.css";
import "./activations.css";

/** Three gates on one curve hide each other: the one that keeps stands for them, until the reader wants others. */
function hiddenAtFirst(inputs: Inputs | null): readonly string[] {
  const gates = inputs?.blocks.filter(({ signal }) => signal.role === "gate").map(({ signal }) => signal.name) ?? [];
  const keeping = inputs === null ? null : keepingGate({ layers: 1, signals: inputs.cell.signals, units: inputs.units });
  return keeping === null ? gates.slice(1) : gates.filter((name) => name !== keeping);
}

/** The functions with this sentence's inputs on them, what another one in their place would do, and what their slopes leave. */
export function Panel() {
  const { inputs, isStale } = useShownInputs();
  const [chosen, setHidden] = useState<readonly string[] | null>(null);
  const hidden = chosen ?? hiddenAtFirst(inputs);
  const shown = inputs?.blocks.filter(({ signal }) => !hidden.includes(signal.name)) ?? [];
  return (
    <>
      <div className="stack activation-stack" />
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a part that scrolls must be reachable by the keyboard */}
      <section className="activation-main" aria-label="Functions and their inputs" tabIndex={0}>
        {inputs === null ? (
          <p className="activation-note">The sentence is being read; its inputs are drawn then.</p>
        ) : (
          <div data-lags={isStale || undefined} aria-busy={isStale}>
            <Curves inputs={inputs} shown={shown} />
            <Swap inputs={inputs} />
            <Vanishing inputs={inputs} />
          </div>
        )}
      </section>
      <div className="reading">
        <div className="side activation-side">
          {inputs !== null && (
            <>
              <Shown
                inputs={inputs}
                hidden={hidden}
                onToggle={(name, isShown) => setHidden(isShown ? hidden.filter((other) => other !== name) : [...hidden, name])}
              />
              <AtPin inputs={inputs} />
            </>
          )}
          <Softmax />
        </div>
      </div>
    </>
  );
}

/** What the view states, in the panel's own script. */
export function Statement() {
  return <SaturationStatement />;
}
