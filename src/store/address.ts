import type { Problem } from "../worker/protocol.ts";
import { createBeginnings } from "./address-beginnings.ts";
import { applySelection } from "./address-selection.ts";
import type { AddressState, Expected, Followed, Remembered } from "./address-state.ts";
import { ABOUT_ADDRESS, type AddressDoors, type AddressSync } from "./address-sync.ts";
import { createAddressWriter } from "./address-writer.ts";
import { stories } from "./catalog.ts";
import type { Edges } from "./edges.ts";
import { defaultText } from "./examples.ts";
import { offerGallery } from "./gallery.ts";
import type { ModelEntry } from "./model-state.ts";
import { opening } from "./opening.ts";
import { type Ignored, readAddress, sayIgnored, writeAddress } from "./permalink.ts";
import { extentOf } from "./selection-slice.ts";
import type { AppState } from "./state.ts";

/** What the bare address stands for. */
const OPENING = `#${new URLSearchParams({ s: opening.text, t: `${opening.step}`, u: `${opening.unit}`, stage: opening.stage })}`;
const IGNORED_TITLE = "A part of the address was ignored";
/** @param came the fragment that Back comes back to before anything is committed */
export function createAddressSync(
  { store, load, settle }: AddressDoors,
  { address: bar, clock, views }: Pick<Edges, "address" | "clock" | "views">,
  came: string,
): AddressSync {
  /** The model of the address: the last one that was ready, so that one that fails is never written. */
  let modelId: string | null = null;
  let isThemeForced = false;
  let isApplying = false;
  /** A selection of the address that waits for its model. */
  let awaited: AddressState | null = null;
  let ignored: readonly Ignored[] = [];
  const beginnings = createBeginnings();
  offerGallery(store);
  const fragmentOf = (state: AppState) => {
    const shownId = isShown(state) ? state.modelId : modelId;
    const fragment = writeAddress(addressOf(state, { views, modelId: shownId, isThemeForced }));
    beginnings.written(fragment, state);
    if (fragment === OPENING) return "";
    // The bare address is taken: whose every part is a default names its sentence.
    return fragment === "" ? `#${new URLSearchParams({ s: defaultText })}` : fragment;
  };
  const writer = createAddressWriter(bar, clock, came, () => fragmentOf(store.getState()));

  const tellIgnored = (more: readonly Ignored[]) => {
    ignored = [...ignored, ...more];
    if (more.length === 0) return;
    store.getState().notify("info", { title: IGNORED_TITLE, detail: sayIgnored(ignored) }, { about: ABOUT_ADDRESS });
  };

  const follow = (state: AppState, before: AppState) => {
    const isReady = isShown(state);
    if (isReady) modelId = state.modelId;
    if (awaited !== null && isReady) {
      const wanted = awaited;
      awaited = null;
      tellIgnored(applySelection(store, wanted));
      settle();
      writer.tidy();
    }
    if (!isApplying && concerns(state, before)) writer.follow();
  };

  const take = () => {
    const { entries, notify, withdraw } = store.getState();
    withdraw(ABOUT_ADDRESS);
    const read = readAddress(bar.read() || OPENING, { views, models: entries.map((entry) => entry.id) });
    ignored = [];
    writer.arrive(read.newerVersion !== null);
    if (read.newerVersion !== null) {
      notify("info", newerProblem(read.newerVersion), { about: ABOUT_ADDRESS });
      if (store.getState().model !== null) return;
    }
    isApplying = true;
    tellIgnored(read.ignored);
    const address = withOpening(read.address, entries);
    const { rows, order, temperature, isEmbedded, guide, tracks, theme, view, text, model } = address;
    isThemeForced = theme !== null;
    const forced = theme === null ? {} : { theme };
    const wantedModel = model ?? entries[0]?.id ?? "";
    const { unitNames } = address;
    store.setState({
      linkedNames: unitNames.size === 0 ? null : { modelId: wantedModel, names: unitNames },
      rows,
      order,
      temperature,
      isEmbedded,
      guide,
      tracks,
      view: view ?? views[0] ?? "",
      ...forced,
      ...followedOf(address),
    });
    store.getState().setText(text === null ? defaultText : beginnings.wholeOf(text));
    applySelection(store, address);
    awaited = address;
    if (wantedModel !== store.getState().modelId || store.getState().model === null) load(wantedModel);
    isApplying = false;
    // Where the model is there already, nothing else would bring the selection in.
    follow(store.getState(), store.getState());
  };

  return {
    take,
    look: () => {
      if (!writer.isHere()) take();
    },
    catchUp: () => {
      const state = store.getState();
      follow(state, state);
      writer.follow();
    },
    commit: (state) => {
      if (isApplying) return;
      writer.commit(fragmentOf(state));
      if (state !== store.getState()) writer.follow();
    },
    draft: () => {
      if (!isApplying) writer.draft();
    },
    follow,
    stop: writer.stop,
  };
}

/** An address of a model or a caption without a sentence: the moment that comes with it, as far as the address says no other. */
function withOpening(address: AddressState, entries: readonly ModelEntry[]): AddressState {
  if (address.text !== null) return address;
  const isStory = address.model === null || stories.includes(address.model);
  const ofModel = isStory ? undefined : entries.find(({ id }) => id === address.model)?.opens;
  const opens = ofModel ?? (isStory && address.guide !== null ? opening : undefined);
  if (opens === undefined) return address;
  const { text, step, unit, stage } = opens;
  return {
    ...address,
    text,
    step: address.step ?? step,
    unit: address.unit ?? unit ?? null,
    stage: address.stage ?? stage ?? null,
  };
}

/** Whether the model of the state is there. */
function isShown({ status, model }: AppState): boolean {
  return status.kind === "ready" && model !== null;
}

/** What an address says of gradients. */
function followedOf(address: AddressState): Followed & Expected & Remembered & Pick<AppState, "experiment" | "swap"> {
  const { asks, before, at, target, isRelative, under, measure, signal, many, weights, units, recurrent, input, forgetBias } =
    address;
  const { length, words, seed, second, followed, probes, topK, topP, swap } = address;
  const { memoryPart, contextState, colouredBy, pattern, keptPatterns } = address;
  return {
    ...{ memoryPart, contextState, colouredBy, pattern, keptPatterns },
    ...{ second, followed, probes, topK, topP, swap },
    ...{ asks, before, at, target, isRelative, under, measure, signal, many },
    experiment: { weights, units, recurrent, input, forgetBias, length, words, seed },
  };
}

function newerProblem(version: string): Problem {
  return {
    title: `This address is of version ${version}, newer than this page`,
    detail: "Nothing of it was taken. Reload the page to get its newest version.",
  };
}

/** Whether something that the address holds has changed. */
function concerns(state: AppState, before: AppState): boolean {
  const held = ["view", "text", "step", "stepIsAutomatic", "unit", "unitIsAutomatic", "layer", "stage", "rows", "order"] as const;
  const followed = ["asks", "before", "at", "target", "isRelative", "under", "measure", "signal", "many", "experiment"] as const;
  const expected = ["second", "followed", "probes", "topK", "topP", "swap"] as const;
  const remembered = ["memoryPart", "contextState", "colouredBy", "unitNames", "linkedNames", "pattern", "keptPatterns"] as const;
  const rest = ["temperature", "isEmbedded", "guide", "tracks", "theme", "modelId", "status"] as const;
  return [...held, ...followed, ...expected, ...remembered, ...rest].some((key) => state[key] !== before[key]);
}

function addressOf(
  state: AppState,
  {
    views,
    modelId,
    isThemeForced,
  }: { readonly views: readonly string[]; readonly modelId: string | null; readonly isThemeForced: boolean },
): AddressState {
  const lastStage = extentOf(state).stages.at(-1)?.id;
  return {
    view: state.view === views[0] ? null : state.view,
    model: modelId === state.entries[0]?.id ? null : modelId,
    text: state.text === defaultText ? null : state.text,
    step: state.stepIsAutomatic ? null : state.step,
    unit: state.unitIsAutomatic ? null : state.unit,
    layer: state.layer,
    stage: state.stage === lastStage || state.stage === "" ? null : state.stage,
    rows: state.rows,
    order: state.order,
    temperature: state.temperature,
    ...state.experiment,
    asks: state.asks,
    before: state.before,
    at: state.at,
    target: state.target,
    isRelative: state.isRelative,
    under: state.under,
    measure: state.measure,
    signal: state.signal,
    many: state.many,
    ...{
      second: state.second,
      followed: state.followed,
      probes: state.probes,
      topK: state.topK,
      topP: state.topP,
      swap: state.swap,
      memoryPart: state.memoryPart,
      contextState: state.contextState,
      colouredBy: state.colouredBy,
      unitNames: namesOf(state, modelId),
      pattern: state.pattern,
      keptPatterns: state.keptPatterns,
    },
    isEmbedded: state.isEmbedded,
    guide: state.guide,
    tracks: state.tracks ?? [],
    theme: isThemeForced ? state.theme : null,
  };
}

/** The reader's names of units, and those of the address that have not been put beside them yet. */
function namesOf({ unitNames, linkedNames }: AppState, modelId: string | null): ReadonlyMap<number, string> {
  const isOfModel = linkedNames !== null && (modelId === null || linkedNames.modelId === modelId);
  return isOfModel ? new Map([...linkedNames.names, ...unitNames]) : unitNames;
}
