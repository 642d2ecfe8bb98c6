import { useApp } from "../shared/use-app.ts";
import { saySearched } from "./study-words.ts";
import { useReach } from "./use-reach.ts";
import "./experiment.css";

const presets = [
  { kind: "vanish", name: "Vanish" },
  { kind: "hold", name: "Hold" },
  { kind: "explode", name: "Explode" },
] as const;

/** What the recurrent weights are multiplied by before anything is learned; the factor is found by measuring. */
export function FreshPresets() {
  const chosen = useApp((state) => state.freshPreset);
  const found = useReach("fresh")?.found ?? null;
  const follow = useApp((state) => state.follow);
  return (
    <section className="experiment" aria-label="Experiment">
      <h2 className="section-title">Experiment</h2>
      <fieldset className="presets" aria-label="Presets">
        {presets.map(({ kind, name }) => (
          <button
            key={kind}
            type="button"
            className="preset"
            aria-pressed={chosen === kind}
            onClick={() => follow({ freshPreset: chosen === kind ? null : kind })}
          >
            {name}
          </button>
        ))}
      </fieldset>
      <p className="experiment-note" role="status">
        {chosen === null
          ? "Multiplies the recurrent weights of all five."
          : found === null
            ? `Looking for ${saySearched(chosen)}.`
            : `Recurrent weights times ${found.recurrent.toFixed(2)}: the plain network’s gradient is ${found.meanGain.toFixed(2)} times as large one word back.`}
      </p>
    </section>
  );
}
