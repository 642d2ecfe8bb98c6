import type { HostileFiles } from "./lies.ts";
import { draftModel, type ModelDraft, writeDraft } from "./model-draft.ts";

/** An input that broke the page once, under a name that says how. A large one is made when it is asked for. */
export interface HostileCase<Input> {
  readonly name: string;
  readonly make: () => Input;
}

/** Fragments with their `#`. */
export const hostileAddresses: readonly HostileCase<string>[] = [
  { name: "a word of a megabyte", make: () => `#s=${"x".repeat(1_000_000)}` },
  { name: "a megabyte of words", make: () => `#s=${"the+cat+".repeat(125_000)}` },
  { name: "a second sentence of a megabyte", make: () => `#s2=${"the+cat+".repeat(125_000)}&view=predict` },
  { name: "a hundred thousand keys", make: () => `#${Array.from({ length: 100_000 }, (_, k) => `k${k}=v`).join("&")}` },
  { name: "one key a hundred thousand times", make: () => `#${"t=1&".repeat(100_000)}s=the+cat` },
  { name: "a step that is not there", make: () => "#s=the+cat&at=99999&view=gradients" },
  { name: "a colour that is not there", make: () => "#colour=nonsense&view=memory" },
  { name: "a name of a unit that is not there", make: () => "#names=99999:x&view=memory" },
  { name: "a pattern that is none", make: () => "#pattern=nonsense&kept=x:nonsense&view=memory" },
  { name: "a pattern of a unit that is not there", make: () => "#pattern=cellState_0.5_1_0_99999h&view=memory" },
  { name: "a percent sign alone", make: () => "#s=%&t=%E0%A4%A&model=%zz" },
  { name: "names of Object's members", make: () => "#view=__proto__&model=constructor&stage=toString&__proto__=x&order=valueOf" },
  { name: "a version of tomorrow", make: () => "#v=2&s=the+dog" },
];

/** What is typed or pasted into the sentence. */
export const hostileTexts: readonly HostileCase<string>[] = [
  { name: "ten megabytes of words", make: () => "the cat ".repeat(1_250_000) },
  { name: "a word of a hundred thousand letters", make: () => "x".repeat(100_000) },
  { name: "thousands of hyphens", make: () => "a-".repeat(5000) },
  { name: "thousands of quotation marks", make: () => '"'.repeat(3000) },
  { name: "thousands of dots", make: () => ".".repeat(5000) },
  { name: "nothing but white space", make: () => " \t\n\u00a0\u3000".repeat(4000) },
  { name: "control characters", make: () => "the\u0000cat\u0007sat\u001b[31m\u007f" },
  { name: "a surrogate that stands alone", make: () => "the \ud800 cat \udc00 sat" },
  { name: "marks upon marks", make: () => `c${"\u0301\u0302\u0334\u0489".repeat(200)}at` },
  { name: "both directions", make: () => "the \u202ecat\u202c \u05d7\u05ea\u05d5\u05dc sat" },
  { name: "joined pictures", make: () => "👩‍👩‍👧‍👦 the 🏳️‍🌈 cat" },
  { name: "HTML", make: () => '<img src=x onerror="document.title=1"> <script>1</script> &lt;' },
  { name: "names of Object's members", make: () => "constructor __proto__ toString hasOwnProperty valueOf" },
];

/** A draft of a model with one thing done to it. */
const drafted = (name: string, change: (draft: ModelDraft) => void): HostileCase<HostileFiles> => ({
  name,
  make: () => {
    const draft = draftModel("lstm", 1);
    change(draft);
    return { name, files: writeDraft(draft), mayOverflow: draft.mayOverflow };
  },
});
const shaped = (draft: ModelDraft, name: string, shape: unknown, places: readonly [number, number] = [0, 0]) => {
  draft.header[name] = { dtype: "F32", shape, data_offsets: places };
};

/** What is dropped on the page. */
export const hostileModels: readonly HostileCase<HostileFiles>[] = [
  drafted("a model of no units", (draft) => {
    shaped(draft, "rnn.weight_ih_l0", [0, 4]);
    shaped(draft, "rnn.weight_hh_l0", [0, 0]);
    shaped(draft, "rnn.bias_ih_l0", [0]);
    shaped(draft, "rnn.bias_hh_l0", [0]);
  }),
  drafted("a vocabulary of no words", (draft) => shaped(draft, "embedding.weight", [0, 4])),
  drafted("inputs of no width, and words without number", (draft) => shaped(draft, "embedding.weight", [2 ** 53 - 1, 0])),
  drafted("a shape of five thousand sides", (draft) => shaped(draft, "rnn.weight_ih_l0", Array(5000).fill(1), [0, 4])),
  drafted("a provenance twenty thousand deep", (draft) => {
    draft.config = `{"cell":"lstm","provenance":${'{"a":'.repeat(20_000)}1${"}".repeat(20_000)}}`;
  }),
  drafted("a cell of a hundred thousand letters", (draft) => {
    draft.config = { cell: "x".repeat(100_000) };
  }),
  drafted("a label of a million letters", (draft) => {
    draft.config = { label: "x".repeat(1_000_000) };
  }),
  drafted("a name of nothing but white space", (draft) => {
    draft.config = { id: " ", label: "\u0000" };
  }),
  drafted("words that are names of Object's members", (draft) => {
    (draft.words as string[]).splice(2, 6, "__proto__", "constructor", "toString", "valueOf", "hasOwnProperty", "prototype");
  }),
  drafted("ids as text", (draft) => {
    draft.words = Object.fromEntries((draft.words as string[]).map((word, id) => [word, String(id)]));
  }),
  drafted("a word of a million letters", (draft) => {
    (draft.words as string[])[3] = "w".repeat(1_000_000);
  }),
];
