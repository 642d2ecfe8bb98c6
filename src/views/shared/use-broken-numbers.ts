import { useEffect } from "react";
import { frameLength, type Trace } from "../../engine/trace.ts";

import { typedWord } from "./typed-word.ts";
import { type App, useAppHandle } from "./use-app.ts";

const ABOUT = "numbers that are none";

/** Says, as long as it is so, from which word on float32 gives no numbers for the open model: they are printed as ∞ and NaN, not drawn. */
export function useBrokenNumbers(): void {
  const app = useAppHandle();
  useEffect(() => {
    tell(app);
    return app.store.subscribe((now, before) => {
      if (now.version !== before.version || now.logits !== before.logits || now.modelId !== before.modelId) tell(app);
    });
  }, [app]);
}

function tell({ store, buffer }: App): void {
  const { text, tokens, steps, logits, modelId, notices, notify, withdraw } = store.getState();
  const trace = buffer.trace();
  const inTrace = trace === null ? null : firstBroken({ ...trace, steps: Math.min(steps, trace.steps) });
  const inLogits = [...logits].filter(([, own]) => !own.every(Number.isFinite)).map(([step]) => step);
  const step = Math.min(inTrace?.step ?? Infinity, ...inLogits);
  if (step === Infinity) {
    withdraw(ABOUT);
    return;
  }
  const where = step === 0 ? "from before the first word on" : `from “${typedWord({ text, tokens }, step)}” on`;
  const title = `${modelId} gives no numbers ${where}`;
  if (notices.some(({ about, problem }) => about === ABOUT && problem.title === title)) return;
  const what = inTrace?.step === step ? `${inTrace.label} has` : "logits have";
  notify(
    "problem",
    {
      title,
      detail: `The ${what} values there that are larger than 3.4 · 10³⁸, the largest number of float32, or come of such a value: so large are this model’s weights. They are printed as ∞ and NaN. What stands before that word is right.`,
    },
    { about: ABOUT },
  );
}

/** The first step with a value that is not finite, and the name of its signal; null where all are. */
function firstBroken({ layout, values, steps }: Trace): { readonly step: number; readonly label: string } | null {
  const length = frameLength(layout);
  const end = (steps + 1) * length;
  let at = 0;
  while (at < end && Number.isFinite(values[at])) at++;
  if (at >= end) return null;
  const signal = layout.signals[Math.floor(at / layout.units) % layout.signals.length];
  return { step: Math.floor(at / length), label: signal?.label ?? "state" };
}
