import { applyExperiment, experimentIds } from "../../src/engine/gradients/apply-experiment.ts";
import { plainExperiment } from "../../src/engine/gradients/experiment.ts";
import { studyModel } from "../../src/engine/gradients/study.ts";
import { readTarget } from "../../src/engine/gradients/target.ts";
import { tokenize, vocabularyOf } from "../../src/engine/tokenizer.ts";
import { formatNorm } from "../../src/views/shared/powers.ts";
import { openOrThrow, readNamed } from "../engine/files.ts";
import type { GatesPage } from "./gates-page.ts";

export const text = "the cat that chased the mice in the barn sat on the";
export const address = `view=gradients&before=nothing&s=${text.replaceAll(" ", "+")}`;

export const openShipped = (id: string) =>
  openOrThrow(["config.json", "vocab.json", "model.safetensors"].map((name) => readNamed(`public/models/${id}/${name}`))).model;

/** log10 of the norms as the engine computes them in Node: C and h of the LSTM, h of the RNN. */
export function computeNorms(experiment = plainExperiment, target = "actual"): readonly Float64Array[] {
  return ["story-lstm", "story-rnn"].flatMap((id) => {
    const model = openShipped(id);
    const typed = Int32Array.from(tokenize(text, vocabularyOf(model)), (token) => token.id);
    const ids = experimentIds(typed, experiment, model.config.vocabulary);
    const study = studyModel(applyExperiment(model, experiment), ids, ids.length, readTarget(target));
    if (!study.ok) throw new Error(study.problem.title);
    const [layer] = study.value.layers;
    if (layer === undefined) throw new Error("no layer");
    return layer.cell === null ? [layer.hidden.log10] : [layer.cell.log10, layer.hidden.log10];
  });
}

/** The numbers of the table, a row a word. */
export async function readTable({ page }: GatesPage): Promise<string[][]> {
  await page.getByRole("region", { name: "Gradient norm" }).getByRole("button", { name: "Table" }).click();
  const rows = await page
    .getByRole("dialog")
    .getByRole("row")
    .evaluateAll((found) =>
      found.slice(1).map((row) => Array.from(row.querySelectorAll("td"), (cell) => cell.textContent ?? "")),
    );
  await page.keyboard.press("Escape");
  return rows;
}

export const printed = (norms: readonly Float64Array[]): string[][] =>
  Array.from(norms[0] ?? [], (_, step) => norms.map((log10) => formatNorm(log10[step] as number)));

/** log10 of what float32 may differ by after hundreds of words: a printed digit that lies between two may then be either. */
const ROUNDING = 4e-4;

/** Cells of the table that are not what these norms are printed as, rounded as they are or a rounding error beside it. */
export const misprinted = (rows: readonly (readonly string[])[], norms: readonly Float64Array[]): string[] =>
  rows.flatMap((row, step) =>
    row.flatMap((cell, column) => {
      const log10 = norms[column]?.[step] as number;
      const possible = [0, ROUNDING, -ROUNDING].map((error) => formatNorm(log10 + error));
      return possible.includes(cell) ? [] : [`${cell} at ${step}, ${possible[0]} computed`];
    }),
  );
