/** What the names of a file's tensors say about a table of words. */
export type Role = "embedding" | "readout";

const embeddings = /^(?:emb\w*|wte|lookup|lut|vectors?)$/;
const outputs =
  /^(?:out|outputs?|head|logits?|softmax|readout|unembed\w*|generator|classif\w*|class|classes|pred\w*|scores?|tag)$/;
const weakEmbeddings = /^(?:encoder|enc|inputs?|inp|in|src|tok|tokens?|words?)$/;
const weakOutputs = /^(?:decoder|dec|fc|linear|lin|dense|proj\w*|affine|vocab)$/;

/**
 * The role that a name gives a table, from its last part outwards: `encoder.classes.weight` is a readout. Parts that all names of the
 * file share (`encoder.` in a module of that name) say nothing. Null where no part says anything.
 */
export function roleByName(name: string, shared: number): Role | null {
  for (const part of partsOf(name).slice(shared).toReversed()) {
    const words = part
      .replace(/([a-z])([A-Z])/g, "$1 $2")
      .toLowerCase()
      .split(/[^a-z]+/);
    const has = (pattern: RegExp) => words.some((word) => pattern.test(word));
    if (has(embeddings)) return has(outputs) ? "readout" : "embedding";
    if (has(outputs)) return "readout";
    if (has(weakEmbeddings) !== has(weakOutputs)) return has(weakEmbeddings) ? "embedding" : "readout";
  }
  return null;
}

/** How many parts all names have in common at their beginning; the last part of each is its own. */
export function sharedParts(names: readonly string[]): number {
  const [first = [], ...rest] = names.map(partsOf);
  let shared = 0;
  while (shared < first.length - 1 && rest.every((parts) => shared < parts.length - 1 && parts[shared] === first[shared]))
    shared++;
  return shared;
}

/**
 * The role that the place in an nn.Sequential gives a table: before the layers the embedding, after them the readout. `0.weight` and
 * `1.weight_ih_l0`; null where the names are not numbered beside each other.
 */
export function roleByPlace(name: string, layer: string): Role | null {
  const [own, others] = [partsOf(name), partsOf(layer)];
  for (let at = 0; at < Math.min(own.length, others.length); at++) {
    if (own[at] === others[at]) continue;
    const [mine, theirs] = [own[at] as string, others[at] as string];
    if (!/^\d+$/.test(mine) || !/^\d+$/.test(theirs)) return null;
    return Number(mine) < Number(theirs) ? "embedding" : "readout";
  }
  return null;
}

function partsOf(name: string): string[] {
  return name.split(/[./:]/);
}

/** The name without what says that it is a weight or a bias: equal for `fc.weight` and `fc.bias`, `softmax_w` and `softmax_b`. */
export function stemOf(name: string): string {
  return name.replace(/(?:^|[._/])(?:weights?|w|kernel|bias(?:es)?|b)(?=$|[._/:])/gi, ".").replace(/\.+$/, "");
}

/** Whether a name is that of a bias. */
export function isBiasName(name: string): boolean {
  return /(?:^|[._/])(?:bias(?:es)?|b)(?:$|[._/:])/i.test(name);
}

const training =
  /(?:^|[._/])(?:criterion|loss(?:_?fn|_?func\w*)?|class_?weights?|pos_weight|optim(?:izer|iser)?|num_batches_tracked)(?:$|[._/])/i;

/** Whether a vector belongs to training, so that no run needs it: class weights of the loss, state of the optimiser. */
export function isOfTraining(name: string): boolean {
  return training.test(name) && !isBiasName(name);
}
