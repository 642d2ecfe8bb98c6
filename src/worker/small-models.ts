import { smallModels } from "virtual:small-models";
import type { NamedBytes } from "../engine/formats/format.ts";

/** The files of a model that is part of the page; null where it has none of that name. */
export async function readSmallModel(id: string): Promise<readonly NamedBytes[] | null> {
  const files = await smallModels.get(id)?.();
  if (files === undefined) return null;
  const { config, vocabulary, weights } = files;
  const text = new TextEncoder();
  return [
    { name: "config.json", bytes: text.encode(config).buffer },
    { name: "vocab.json", bytes: text.encode(vocabulary).buffer },
    { name: "model.safetensors", bytes: Uint8Array.from(atob(weights), (letter) => letter.charCodeAt(0)).buffer },
  ];
}
