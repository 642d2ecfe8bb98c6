declare module "virtual:kernels/plain" {
  /** The `.assembly.ts` files as a WebAssembly module with plain 128-bit SIMD. */
  export const bytes: Uint8Array<ArrayBuffer>;
}
declare module "virtual:kernels/relaxed" {
  /** The same with relaxed SIMD. */
  export const bytes: Uint8Array<ArrayBuffer>;
}
