import { plain, relaxed } from "virtual:kernels";
import { createSimdKernels } from "../../src/engine/kernels/simd.ts";
import { typescriptKernels } from "../../src/engine/kernels/typescript.ts";

/** Both builds in WebAssembly. */
export const simdKernels = [createSimdKernels("SIMD", plain), createSimdKernels("relaxed SIMD", relaxed)];

/** The reference first. */
export const allKernels = [typescriptKernels, ...simdKernels];
