declare module "virtual:small-models" {
  /** A small model's files: two as text, the weights as base64. */
  interface SmallModelFiles {
    readonly config: string;
    readonly vocabulary: string;
    readonly weights: string;
  }
  /** By the id of its folder in `public/small/`. */
  export const smallModels: ReadonlyMap<string, () => Promise<SmallModelFiles>>;
}

declare module "virtual:small-models/sizes" {
  /** Bytes of the weights of every small model, by its id. */
  export const smallModelBytes: ReadonlyMap<string, number>;
}
