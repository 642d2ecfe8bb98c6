import { bytes as plain } from "virtual:kernels/plain";
import { bytes as relaxed } from "virtual:kernels/relaxed";
import { createSimdKernels } from "../../src/engine/kernels/simd.ts";
import { typescriptKernels } from "../../src/engine/kernels/typescript.ts";

/** Both builds in WebAssembly. */
export const simdKernels = [createSimdKernels("SIMD", plain), createSimdKernels("relaxed SIMD", relaxed)];

/** The reference first. */
export const allKernels = [typescriptKernels, ...simdKernels];
