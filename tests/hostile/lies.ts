import type { NamedBytes } from "../../src/engine/formats/format.ts";
import { createRandom, type Random } from "../../src/engine/random.ts";
import { type Lie, pick } from "./material.ts";
import { draftModel, writeDraft } from "./model-draft.ts";
import { sideLies } from "./side-lies.ts";
import { tensorLies } from "./tensor-lies.ts";

/** Files that a reader might drop, and what was done to them. */
export interface HostileFiles {
  readonly name: string;
  readonly files: NamedBytes[];
  readonly mayOverflow: boolean;
}

/** Every kind of lie: one is told in a file that is otherwise in order. */
export const lies: Readonly<Record<string, Lie>> = { ...tensorLies, ...sideLies };

/** Flips, cuts and repeats bytes of a file. */
function mutateBytes(file: NamedBytes, random: Random): NamedBytes {
  const bytes = new Uint8Array(file.bytes.slice(0));
  // The header is where bytes mean something.
  const reach = random() < 0.7 ? Math.min(bytes.length, 700) : bytes.length;
  for (let k = 0; k < pick(random, [1, 2, 8, 64]); k++) bytes[Math.floor(random() * reach)] = Math.floor(random() * 256);
  const end = random() < 0.2 ? Math.floor(random() * bytes.length) : bytes.length;
  return { name: file.name, bytes: bytes.slice(0, end).buffer };
}

/** The files of a seed: a model in order, in which one lie is told or bytes are others. */
export function hostileFiles(seed: number): HostileFiles {
  const random = createRandom(seed);
  const draft = draftModel(random() < 0.5 ? "lstm" : "rnn", seed);
  const kinds = Object.keys(lies);
  if (random() < 0.2) {
    const files = writeDraft(draft);
    const at = Math.floor(random() * files.length);
    return {
      name: `other bytes in ${files[at]?.name}`,
      files: files.map((file, k) => (k === at ? mutateBytes(file, random) : file)),
      mayOverflow: true,
    };
  }
  const kind = pick(random, kinds);
  lies[kind]?.(draft, random);
  return { name: kind, files: writeDraft(draft), mayOverflow: draft.mayOverflow };
}
