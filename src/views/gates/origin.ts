import type { CellType } from "../../engine/cell.ts";
import type { NumberSource } from "../../engine/equation.ts";
import type { ExplainTerm, Explanation, ModelInfo } from "../../worker/protocol.ts";
import type { Origin } from "../shared/explainer-store.ts";
import type { UnitPlace } from "../shared/unit-reader.ts";
import { wordLabel } from "../shared/word-label.ts";

/** The number that a source names, seen from one unit at one word. */
export function originOf(source: NumberSource, place: UnitPlace): Origin {
  switch (source.kind) {
    case "signal":
      return { kind: "signal", signal: source.signal, ...place, step: source.when === "before" ? place.step - 1 : place.step };
    case "part":
      return { kind: "part", block: source.block, part: source.part, ...place };
    case "preActivation":
      return { kind: "sum", block: source.block, ...place };
  }
}

/** What the explainer needs to know of the model to name things. */
export interface Naming {
  readonly model: ModelInfo;
  readonly cell: CellType;
  /** The word at a step as the model reads it, and its id. */
  readonly tokenAt: (step: number) => { readonly text: string; readonly id: number } | undefined;
}

/** The two numbers that a term is the product of, each with where it comes from. */
export interface TermOrigins {
  /** `unit 12`, `component 12`. */
  readonly name: string;
  readonly weight: Origin;
  readonly factor: Origin | null;
}

/** Names the weight and the factor of a term under PyTorch's names (row = block · H + unit). */
export function originsOfTerm(explanation: Explanation, term: ExplainTerm, naming: Naming): TermOrigins {
  const { target, factors } = explanation;
  const { model, cell } = naming;
  const { units, layers } = model.config;
  const unitFactor = (layer: number, step: number): Origin => ({
    kind: "signal",
    signal: cell.output,
    layer,
    step,
    unit: term.index,
  });
  if (target.kind === "logit") {
    const word = wordLabel(model.words, target.token);
    const joins = `It joins unit ${term.index} with the word “${word}”.`;
    const weight = { kind: "weight", tensor: `readout[${target.token}, ${term.index}]`, value: term.weight, joins } as const;
    return { name: `unit ${term.index}`, weight, factor: unitFactor(layers - 1, target.step) };
  }
  const { layer, step, unit, block } = target;
  const row = block * units + unit;
  const gate = labelOf(cell, cell.blocks[block]?.signal ?? "");
  const weightOf = (tensor: string, from: string): Origin => ({
    kind: "weight",
    tensor: `${tensor}_l${layer}[${row}, ${term.index}]`,
    value: term.weight,
    joins: `It joins ${from} with the ${gate} of unit ${unit}.`,
  });
  switch (factors) {
    case "hiddenBefore":
      return {
        name: `unit ${term.index}`,
        weight: weightOf("weight_hh", `unit ${term.index} of the word before`),
        factor: unitFactor(layer, step - 1),
      };
    case "hiddenBelow":
      return {
        name: `unit ${term.index}`,
        weight: weightOf("weight_ih", `unit ${term.index} of layer ${layer}`),
        factor: unitFactor(layer - 1, step),
      };
    case "embedding":
      return {
        name: `component ${term.index}`,
        weight: weightOf("weight_ih", `component ${term.index} of the word`),
        factor: { kind: "embedding", step, component: term.index, value: term.factor },
      };
    default:
      return { name: "bias", weight: biasOrigin(naming, target, term.weight), factor: null };
  }
}

/** A bias under PyTorch's two names. */
export function biasOrigin(
  { model, cell }: Naming,
  { layer, unit, block }: UnitPlace & { readonly block: number },
  value: number,
): Origin {
  const row = block * model.config.units + unit;
  return {
    kind: "weight",
    tensor: `bias_ih_l${layer}[${row}] + bias_hh_l${layer}[${row}]`,
    value,
    joins: `It is added to the ${labelOf(cell, cell.blocks[block]?.signal ?? "")} of unit ${unit} at every word.`,
  };
}

/** A signal in plain words: `forget gate`. */
export function labelOf(cell: CellType, signal: string): string {
  return cell.signals.find(({ name }) => name === signal)?.label ?? signal;
}

/** An entry of the trail in a few words: `hidden state of unit 12, “barn”`. */
export function nameOrigin(origin: Origin, { cell, model, tokenAt }: Naming): string {
  const at = (step: number) => (step === 0 ? "before the first word" : `“${tokenAt(step)?.text ?? ""}”`);
  switch (origin.kind) {
    case "signal":
      return `${labelOf(cell, origin.signal)} of unit ${origin.unit}, ${at(origin.step)}`;
    case "sum":
      return `what enters the ${labelOf(cell, cell.blocks[origin.block]?.signal ?? "")} of unit ${origin.unit}, ${at(origin.step)}`;
    case "part":
      return `${origin.part} part of the ${labelOf(cell, cell.blocks[origin.block]?.signal ?? "")} of unit ${origin.unit}, ${at(origin.step)}`;
    case "logit":
      return `logit of “${wordLabel(model.words, origin.token)}” after ${at(origin.step)}`;
    case "weight":
      return origin.tensor;
    case "embedding":
      return `component ${origin.component} of ${at(origin.step)}`;
  }
}

/** The same as a crumb of the trail: `h 12 “barn”`, `memory`. */
export function shortName(origin: Origin, { cell, model, tokenAt }: Naming): string {
  switch (origin.kind) {
    case "signal": {
      const letter = cell.signals.find(({ name }) => name === origin.signal)?.letter ?? origin.signal;
      return `${letter} ${origin.unit}${origin.step === 0 ? " at the start" : ` “${tokenAt(origin.step)?.text ?? ""}”`}`;
    }
    case "sum":
      return "sum";
    case "part":
      return origin.part;
    case "logit":
      return `“${wordLabel(model.words, origin.token)}”`;
    case "weight":
      return "weight";
    case "embedding":
      return `component ${origin.component}`;
  }
}
