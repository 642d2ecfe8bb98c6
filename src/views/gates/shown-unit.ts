import type { CellType } from "../../engine/cell.ts";
import type { UnitReader } from "../../engine/equation.ts";
import type { AppState, Hover } from "../../store/state.ts";
import { isUnderWay } from "../shared/stage-state.ts";
import { typedWord } from "../shared/typed-word.ts";
import { createUnitReader, type UnitPlace } from "../shared/unit-reader.ts";
import { type App, useAppHandle } from "../shared/use-app.ts";
import { cellOf } from "../shared/use-cell.ts";
import { useTransient, useTransientHover } from "../shared/use-transient.ts";

/** The unit and word that diagram and equations speak of. */
export interface ShownUnit {
  readonly place: UnitPlace;
  /** The word as the model reads it. */
  readonly word: string;
  readonly cell: CellType;
  readonly read: UnitReader;
}

/** Where the numbers are taken from: the pin, or what the pointer is over while Alt is held. */
export function shownPlace(state: Pick<AppState, "layer" | "step" | "unit">, hover: Hover): UnitPlace {
  const { layer, step, unit } = state;
  if (!hover.isFollowed) return { layer, step, unit };
  return { layer, step: hover.step ?? step, unit: hover.unit ?? unit };
}

/** The shown unit with its numbers; null where nothing is computed: no model, an empty sentence, a word still on its way. */
export function findShownUnit(app: App): ShownUnit | null {
  const state = app.store.getState();
  const place = shownPlace(state, app.hover.getState());
  const cell = cellOf(state);
  const trace = app.buffer.trace();
  const biases = state.model?.biases[place.layer];
  if (cell === null || trace === null || biases === undefined) return null;
  const isThere =
    place.step >= 1 && place.step <= trace.steps && place.unit < trace.layout.units && place.layer < trace.layout.layers;
  // While another model loads, trace and model change one after the other.
  if (!isThere || trace.layout.signals !== cell.signals) return null;
  const word = typedWord(state, place.step);
  return { place, word, cell, read: createUnitReader(trace, biases, place) };
}

/** Draws the shown unit after every render and whenever its numbers may have changed; at most once a frame, without rendering. */
export function useShownUnit(draw: (shown: ShownUnit | null) => void): void {
  const app = useAppHandle();
  const redraw = () => {
    const shown = findShownUnit(app);
    if (shown !== null || !isUnderWay(app.store.getState())) draw(shown);
  };
  useTransient(numbersKey, redraw);
  useTransientHover(followedKey, redraw);
}

function numbersKey({ model, version, steps, isBusy, layer, step, unit }: AppState): string {
  return `${model?.config.id} ${version} ${steps} ${isBusy} ${layer} ${step} ${unit}`;
}

function followedKey({ isFollowed, step, unit }: Hover): string {
  return isFollowed ? `${step} ${unit}` : "";
}

/** Gives a line of numbers its structure: which of them stand where does not depend on their values. */
export const zeroReader: UnitReader = { signal: () => 0, bias: () => 0 };
