import type { StoreApi } from "zustand/vanilla";
import { findCell } from "../engine/cells/registry.ts";
import { readPattern } from "../engine/corpus/pattern-text.ts";
import { cutText } from "../engine/cut-text.ts";
import { writeSwap } from "../engine/swap-text.ts";
import type { AddressState } from "./address-state.ts";
import { type Ignored, SHOWN } from "./permalink.ts";
import { clampSelection } from "./selection.ts";
import { extentOf } from "./selection-slice.ts";
import type { AppState } from "./state.ts";

/** Selects what an address says; what is out of range becomes automatic. Returns what was ignored. */
export function applySelection(store: StoreApi<AppState>, address: AddressState): Ignored[] {
  const state = store.getState();
  const { steps, layout, stages } = extentOf(state);
  const ignored: Ignored[] = [];
  const within = (key: string, value: number | string | null, fits: boolean, why: string): boolean => {
    if (value !== null && !fits) ignored.push({ what: `${key}=${cutText(String(value), SHOWN)}`, why });
    return value !== null && fits;
  };
  const { step, unit, layer, stage } = address;
  const hasStep = within("t", step, step !== null && step <= steps, `the words go from 1 to ${steps}`);
  const units = layout?.units ?? Infinity;
  const hasUnit = within("u", unit, unit !== null && unit < units, `the units go from 0 to ${units - 1}`);
  const layers = layout?.layers ?? Infinity;
  const hasLayer = within("layer", layer, layer < layers, `the layers go from 0 to ${layers - 1}`);
  const isStage = layout === null || stages.some(({ id }) => id === stage);
  const hasStage = within("stage", stage, isStage, `${stages.map(({ id }) => id).join(", ")} are possible`);
  const { signal } = address;
  const isSignal =
    state.model === null || findCell(state.model.config.cell)?.signals.some(({ name }) => name === signal) === true;
  if (!within("signal", signal, isSignal, "this model has no such signal")) store.setState({ signal: null });
  const { swap } = address;
  const isBlock =
    state.model === null || findCell(state.model.config.cell)?.blocks.some((block) => block.signal === swap?.signal) === true;
  if (swap !== null && !within("fn", writeSwap(swap), isBlock, "this model has no such gate")) store.setState({ swap: null });
  store.setState(fittingModel(address, state, within));
  const wanted = {
    step: hasStep ? (step ?? 0) : 0,
    stepIsAutomatic: !hasStep,
    unit: hasUnit ? (unit ?? 0) : state.unit,
    unitIsAutomatic: !hasUnit,
    layer: hasLayer ? layer : 0,
    stage: hasStage ? (stage ?? "") : "",
    comparedUnits: state.comparedUnits,
  };
  store.setState(clampSelection(wanted, { steps, layout, stages }));
  return ignored;
}

/** What of an address hangs on the model and is not the selection; what does not fit is told and left out. */
function fittingModel(
  { at, pattern, keptPatterns, unitNames }: AddressState,
  { experiment, tokens, model, linkedNames }: AppState,
  within: (key: string, value: number | string | null, fits: boolean, why: string) => boolean,
): Partial<AppState> {
  if (model === null) return {};
  const steps = experiment.length ?? tokens.length;
  const { units } = model.config;
  const signals = findCell(model.config.cell)?.signals ?? [];
  const isOfModel = (text: string) => {
    const read = readPattern(text);
    return read !== null && signals.some(({ name }) => name === read.signal) && read.conditions.every(({ unit }) => unit < units);
  };
  const hasAt = at === null || within("at", at, at <= steps, `the words go from 1 to ${steps}`);
  const hasPattern = pattern === null || within("pattern", pattern, isOfModel(pattern), "this model has no such units or signal");
  const kept = [...keptPatterns].filter(([name, text]) =>
    within("kept", `${name}:${text}`, isOfModel(text), "this model has no such units or signal"),
  );
  const names = [...unitNames].filter(([unit, name]) =>
    within("names", `${unit}:${name}`, unit < units, `the units go from 0 to ${units - 1}`),
  );
  return {
    ...(hasAt ? {} : { at: null }),
    ...(hasPattern ? {} : { pattern: null }),
    ...(kept.length === keptPatterns.size ? {} : { keptPatterns: new Map(kept) }),
    ...(names.length === unitNames.size || linkedNames === null
      ? {}
      : { linkedNames: { ...linkedNames, names: new Map(names) } }),
  };
}
