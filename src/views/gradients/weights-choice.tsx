import { useApp } from "../shared/use-app.ts";

/** The model's own weights, or a fresh cell. @param name of the radio group, one in the page */
export function WeightsChoice({ name }: { readonly name: string }) {
  const current = useApp((state) => state.experiment.weights);
  const follow = useApp((state) => state.follow);
  return (
    <div className="segments" role="radiogroup" aria-label="Weights">
      {(["trained", "random"] as const).map((weights) => (
        <label key={weights} className="segment" data-current={current === weights || undefined}>
          <input type="radio" name={name} checked={current === weights} onChange={() => follow({ experiment: { weights } })} />
          {weights === "trained" ? "Trained" : "Random"}
        </label>
      ))}
    </div>
  );
}
