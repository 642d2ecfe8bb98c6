import { useEffect } from "react";
import { firstNotFinite, type NotFinite } from "../../engine/analysis/not-finite.ts";
import { typedWord } from "./typed-word.ts";
import { type App, useAppHandle } from "./use-app.ts";

const ABOUT = "numbers that are none";

/** Says, as long as it is so, from which word on float32 gives no numbers for the open model: they are printed as ∞ and NaN, not drawn. */
export function useBrokenNumbers(): void {
  const app = useAppHandle();
  useEffect(() => {
    const { store, buffer } = app;
    let inTrace: NotFinite | null = null;
    const look = (from: number) => {
      const { steps } = store.getState();
      const trace = buffer.trace();
      // What stands before `from` is as it was: a long sentence that comes in pieces is gone through once.
      if (inTrace === null || inTrace.step >= from || inTrace.step > steps)
        inTrace = trace === null ? null : firstNotFinite({ ...trace, steps: Math.min(steps, trace.steps) }, from);
      tell(app, inTrace);
    };
    look(0);
    return store.subscribe((now, before) => {
      // The frame before the first word changes with the model alone.
      if (now.version !== before.version) look(now.changedFrom > 1 ? now.changedFrom : 0);
      else if (now.logits !== before.logits) tell(app, inTrace);
    });
  }, [app]);
}

function tell({ store }: App, inTrace: NotFinite | null): void {
  const { text, tokens, logits, modelId, notices, notify, withdraw } = store.getState();
  const inLogits = [...logits].filter(([, own]) => !own.every(Number.isFinite)).map(([step]) => step);
  const step = Math.min(inTrace?.step ?? Infinity, ...inLogits);
  if (step === Infinity) {
    withdraw(ABOUT);
    return;
  }
  const where = step === 0 ? "from before the first word on" : `from “${typedWord({ text, tokens }, step)}” on`;
  const title = `${modelId} gives no numbers ${where}`;
  if (notices.some(({ about, problem }) => about === ABOUT && problem.title === title)) return;
  const what = inTrace?.step === step ? `${inTrace.signal.label} has` : "logits have";
  notify(
    "problem",
    {
      title,
      detail: `The ${what} values there that are larger than 3.4 · 10³⁸, the largest number of float32, or come of such a value: so large are this model’s weights. They are printed as ∞ and NaN. What stands before that word is right.`,
    },
    { about: ABOUT },
  );
}
