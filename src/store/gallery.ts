import { modelDigests } from "virtual:digests";
import { smallModelBytes } from "virtual:small-models/sizes";
import type { StoreApi } from "zustand/vanilla";
import { shippedModels, stories } from "./catalog.ts";
import type { ModelEntry, Opening } from "./model-state.ts";
import { opening } from "./opening.ts";
import type { AppState } from "./state.ts";

/** Headings of the menu, in its order; models of the reader's own come last. */
const [WORDS, TASKS, LETTERS] = ["Words", "Tasks of a few words", "Letters"];

/** A network of a few units and its twin without gates, which are compared with each other. */
function pair(group: string, id: string, own: string, twin: string, opens: Opening): readonly ModelEntry[] {
  const twinId = `${id.replace("-lstm", "")}-rnn`;
  const family = [id, twinId];
  const entry = (name: string, note: string, moment: Opening): ModelEntry => {
    return {
      id: name,
      label: name,
      note,
      origin: "shipped",
      bytes: smallModelBytes.get(name) ?? 0,
      group,
      family,
      opens: moment,
    };
  };
  return [entry(id, own, opens), entry(twinId, twin, { text: opens.text, step: opens.step })];
}

/** The models of the menu with all that it says of them. */
export const gallery: readonly ModelEntry[] = [
  ...shippedModels.map((entry): ModelEntry => {
    const bytes = modelDigests.get(`models/${entry.id}/model.safetensors`)?.bytes ?? 0;
    const { text, step } = opening;
    const opens: Opening = entry.id === shippedModels[0]?.id ? opening : { text, step };
    return { ...entry, bytes, group: WORDS, family: stories, opens };
  }),
  ...pair(TASKS, "keep", "keeps one word until it is asked for: 4 units", "the same task without gates: 8 units", {
    ...{ text: "keep red the blue dog say ran blue home the keep blue red say dog red ran say", step: 5 },
    ...{ unit: 0, stage: "update" },
  }),
  ...pair(TASKS, "count", "counts a up and b down: 2 units", "the same task without gates: 4 units", {
    ...{ text: "aaaaaaaabbbbbbbb", step: 8, unit: 0, stage: "update" },
  }),
  ...pair(TASKS, "depth", "how many brackets are open: 2 units", "the same task without gates: 4 units", {
    ...{ text: "((()())())", step: 5, unit: 0, stage: "update" },
  }),
  ...pair(LETTERS, "letters-lstm", "JSON and prose, letter by letter: 32 units", "the same text without gates: 32 units", {
    ...{ text: '{"cat": ["tea cup", {"size": 7}], "id": "sun"}', step: 24, unit: 16, stage: "update" },
  }),
];

/** Puts the gallery in the place of the first entries. What was opened stays, under its name; what was measured of a file too. */
export function offerGallery(store: StoreApi<AppState>): void {
  store.setState(({ entries }) => {
    const own = entries.filter(({ origin }) => origin === "opened");
    const offered = gallery.filter(({ id }) => own.every((entry) => entry.id !== id));
    return {
      entries: [
        ...offered.map((entry) => ({ ...entry, bytes: entries.find(({ id }) => id === entry.id)?.bytes || entry.bytes })),
        ...own,
      ],
    };
  });
}
