declare module "virtual:digests" {
  /** What the files of `public/models/` and `public/memory/` were when the page was built, by path below the page. */
  type Built = ReadonlyMap<string, { readonly bytes: number; readonly sha256: string }>;
  export const modelDigests: Built;
  export const memoryDigests: Built;
}
