import type { StoreApi } from "zustand/vanilla";
import type { Room } from "./room.ts";
import type { AppState } from "./state.ts";
import { readNames, writeNames } from "./unit-names.ts";

type Names = AppState["unitNames"];

const ABOUT = "unit names";

/**
 * Keeps the names of units: those of the browser are the reader's. An address adds to them; where it calls a unit otherwise, the
 * reader's own name stays and the other one is offered. Returns what is to be called at every change of the state.
 */
export function createNameDesk(store: StoreApi<AppState>, { edges: { memory } }: Room): (state: AppState) => void {
  let shown: { readonly modelId: string; readonly names: Names } | null = null;
  /** Names that the reader has given up in this visit: Back must not offer them as somebody else's. */
  const former = new Set<string>();

  const show = (modelId: string, names: Names): void => {
    shown = { modelId, names };
    if (!isSame(store.getState().unitNames, names)) store.setState({ unitNames: names });
    else shown = { modelId, names: store.getState().unitNames };
  };

  /** Writes what is changed into what the browser holds by now: another page may have written meanwhile. */
  const change = (modelId: string, changes: ReadonlyMap<number, string | null>): void => {
    if (changes.size === 0) return;
    const names = new Map(readNames(memory, modelId));
    for (const [unit, name] of changes) {
      if (name === null) names.delete(unit);
      else names.set(unit, name);
    }
    writeNames(memory, modelId, names);
    show(modelId, names);
  };

  const take = ({ modelId, names, units }: { readonly modelId: string; readonly names: Names; readonly units: number }): void => {
    const own = shown?.names ?? new Map<number, string>();
    const given = [...names].filter(([unit]) => unit < units);
    change(modelId, new Map(given.filter(([unit]) => !own.has(unit))));
    const others = given.filter(
      ([unit, name]) => own.has(unit) && own.get(unit) !== name && !former.has(keyOf(modelId, unit, name)),
    );
    if (others.length === 0) return;
    const offered = new Map(others);
    store.getState().notify("info", sayOthers(others, own), {
      about: ABOUT,
      ways: [
        { label: "Keep mine", go: () => {} },
        {
          label: "Take those of the address",
          go: () => {
            if (store.getState().modelId === modelId) change(modelId, offered);
          },
        },
      ],
    });
  };

  return ({ modelId, model, unitNames, linkedNames }) => {
    if (model === null) return;
    if (shown?.modelId !== modelId) {
      show(modelId, readNames(memory, modelId));
    } else if (shown.names !== unitNames) {
      for (const [unit, name] of shown.names) if (unitNames.get(unit) !== name) former.add(keyOf(modelId, unit, name));
      change(modelId, differences(shown.names, unitNames));
    }
    if (linkedNames?.modelId !== modelId) return;
    store.setState({ linkedNames: null });
    take({ ...linkedNames, units: model.config.units });
  };
}

const keyOf = (modelId: string, unit: number, name: string) => JSON.stringify([modelId, unit, name]);

/** What leads from one to the other; null for a name that is gone. */
function differences(before: Names, after: Names): ReadonlyMap<number, string | null> {
  const changed = [...after].filter(([unit, name]) => before.get(unit) !== name);
  const gone = [...before.keys()].filter((unit) => !after.has(unit)).map((unit) => [unit, null] as const);
  return new Map<number, string | null>([...changed, ...gone]);
}

function isSame(a: Names, b: Names): boolean {
  return a.size === b.size && [...a].every(([unit, name]) => b.get(unit) === name);
}

function sayOthers(others: readonly (readonly [unit: number, name: string])[], own: Names) {
  const [first] = others;
  const rest = others.length === 1 ? "" : ` And ${others.length - 1} more.`;
  return {
    title:
      others.length === 1 ? "The address calls a unit otherwise than you do" : "The address calls units otherwise than you do",
    detail: `Unit ${first?.[0]} is “${first?.[1]}” there, “${own.get(first?.[0] ?? 0)}” here.${rest} Your names stay unless you take the others.`,
  };
}
