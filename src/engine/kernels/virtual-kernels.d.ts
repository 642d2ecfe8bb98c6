declare module "virtual:kernels" {
  /** `simd.assembly.ts` with plain 128-bit SIMD, and with relaxed SIMD: WebAssembly modules. */
  export const plain: Uint8Array<ArrayBuffer>;
  export const relaxed: Uint8Array<ArrayBuffer>;
}
