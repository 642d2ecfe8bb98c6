import type { FoundPreset } from "../../worker/protocol.ts";
import { useApp } from "../shared/use-app.ts";
import { sayDone, saySearched } from "./study-words.ts";
import "./experiment.css";

const presets = [
  { kind: "vanish", name: "Vanish" },
  { kind: "hold", name: "Hold" },
  { kind: "explode", name: "Explode" },
] as const;

/** Recurrent scales that are found by measuring the plain network's gain on this sentence. */
export function Presets() {
  const preset = useApp((state) => state.preset);
  const choosePreset = useApp((state) => state.choosePreset);
  return (
    <>
      <fieldset className="presets" aria-label="Presets">
        {presets.map(({ kind, name }) => (
          <button
            key={kind}
            type="button"
            className="preset"
            aria-pressed={preset?.kind === kind}
            onClick={() => choosePreset(kind)}
          >
            {name}
          </button>
        ))}
      </fieldset>
      <div className="preset-said" role="status">
        {preset !== null &&
          (preset.found === null ? (
            <p className="experiment-note">Looking for {saySearched(preset.kind)}.</p>
          ) : (
            <p className="experiment-note">{sayFound(preset.found)}</p>
          ))}
      </div>
      {preset !== null && preset.found === null && <Search progress={preset.progress} />}
    </>
  );
}

/** How far the search is, and the way out of it. */
function Search({ progress }: { readonly progress: number }) {
  const cancelPreset = useApp((state) => state.cancelPreset);
  return (
    <p className="experiment-note preset-search">
      {sayDone(progress)} of the scales tried{" "}
      <button type="button" className="text-button" onClick={cancelPreset}>
        Cancel
      </button>
    </p>
  );
}

/** What was measured, and where it falls short, why. */
function sayFound({ meanGain, recurrent, isReached }: FoundPreset): string {
  const measured = `Measured: mean gain ${meanGain.toFixed(2)} of the plain network at ${recurrent.toFixed(2)}.`;
  return isReached ? measured : `${measured} It comes no nearer: saturated slopes damp it, whatever the scale.`;
}
