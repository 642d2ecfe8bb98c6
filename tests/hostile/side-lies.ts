import { named } from "../engine/files.ts";
import { type Lie, names, nested, numbers, pick } from "./material.ts";
import { type ModelDraft, writeDraft } from "./model-draft.ts";

const stated = ({ config }: ModelDraft) => config as Record<string, unknown>;
const listed = ({ words }: ModelDraft) => words as unknown[];

/** Lies of config and vocabulary, and of the names of files. */
export const sideLies: Readonly<Record<string, Lie>> = {
  "a config that contradicts": (draft, random) => {
    stated(draft)[pick(random, ["layers", "inputs", "units", "vocabulary"])] = pick(random, numbers);
  },
  "another cell": (draft, random) => {
    stated(draft)["cell"] = pick(random, ["gru", "rnn", "lstm", "feedForward", "x".repeat(100_000), ...names, ...numbers]);
  },
  "a key of another kind": (draft, random) => {
    stated(draft)[
      pick(random, ["id", "label", "nonlinearity", "start", "unknown", "tokenizer", "tied", "version", "format", "provenance"])
    ] = pick<unknown>(random, [...numbers, ...names, nested(100)]);
  },
  "a provenance without a ground": (draft, random) => {
    stated(draft)["provenance"] = pick(random, [
      nested(20_000),
      nested(3),
      { data: "x".repeat(1_000_000) },
      { sha256: pick(random, names) },
    ]);
  },
  "keys of Object": (draft, random) => {
    draft.config = JSON.stringify(draft.config).replace(
      "{",
      `{"${pick(random, ["__proto__", "constructor", "toString"])}":${pick(random, ['{"polluted":1}', "1", '"x"'])},`,
    );
  },
  "a config that is none": (draft, random) => {
    draft.config = pick(random, ["", "{", "[]", "null", '"x"', "[1,2]", "{}", "\u0000", "[".repeat(50_000), undefined]);
  },
  "a label without end": (draft, random) => {
    stated(draft)[pick(random, ["label", "id"])] = pick(random, ["x".repeat(1_000_000), "Wort ".repeat(50_000), ...names]);
  },
  "ids as text": (draft) => {
    draft.words = Object.fromEntries(listed(draft).map((word, id) => [word as string, String(id)]));
  },
  "ids of another kind": (draft, random) => {
    const entries = listed(draft).map((word, id) => [word as string, id as unknown]);
    (entries[Math.floor(random() * entries.length)] as unknown[])[1] = pick(random, numbers);
    draft.words = Object.fromEntries(entries);
  },
  "words of Object": (draft, random) => {
    for (let k = 0; k < 5; k++) listed(draft)[2 + Math.floor(random() * 20)] = pick(random, names);
  },
  "words that are none": (draft, random) => {
    listed(draft)[Math.floor(random() * 20)] = pick<unknown>(random, [...numbers, nested(1000)]);
  },
  "words that are alike": (draft, random) => {
    listed(draft).fill(pick(random, ["the", "", "<unk>"]), Math.floor(random() * 20));
  },
  "other words than rows": (draft, random) => {
    draft.words = pick(random, [listed(draft).slice(0, -1), [...listed(draft), "more"], [], listed(draft).slice(0, 1)]);
  },
  "a word without end": (draft, random) => {
    listed(draft)[3] = "w".repeat(pick(random, [1001, 100_000, 1_000_000]));
  },
  "a vocabulary that is none": (draft, random) => {
    draft.words = pick(random, ["", "[", "{}", "null", "1", "the cat", '{"a":{"b":1}}', '[["a",0],["b",1]]', undefined]);
  },
  "a start that is missing": (draft, random) => {
    stated(draft)[pick(random, ["start", "unknown"])] = pick(random, ["nothing", "#99999999", "#0", ...names]);
  },
  "names of files": (draft, random) => {
    const name = pick(random, names);
    if (random() < 0.5) draft.weightsName = `${name}.safetensors`;
    else draft.configName = `${name}.json`;
  },
  "endings of files": (draft, random) => {
    draft.weightsName = pick(random, [
      "mine",
      "mine.bin",
      "mine.pt",
      "mine.SAFETENSORS",
      "mine.json",
      ".safetensors",
      "config.json",
      "mine.safetensors.zip",
    ]);
  },
  "files of the same kind": (draft, random) => {
    const [weights, config, words] = writeDraft(draft);
    draft.others = [
      pick(
        random,
        [weights, config, words].filter((file) => file !== undefined),
      ),
    ];
  },
  "a file of another kind": (draft, random) => {
    draft.others = [
      named(
        pick(random, ["a.png", "b.txt", "c.json", "d.safetensors"]),
        pick(random, ["", "\u0000", "{}", "%PDF-1.7", "<html>"]),
      ),
    ];
  },
};
