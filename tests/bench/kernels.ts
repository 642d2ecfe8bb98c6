import { bytes as plain } from "virtual:kernels/plain";
import { bytes as relaxed } from "virtual:kernels/relaxed";
import type { Kernels } from "../../src/engine/kernels/kernels.ts";
import { relaxedProbe } from "../../src/engine/kernels/probes.ts";
import { createSimdKernels } from "../../src/engine/kernels/simd.ts";

/** The build that runs everywhere. */
export const plainKernels: Kernels = createSimdKernels("SIMD", plain);

/** As `chooseKernels` chooses them, without loading anything later: a bench has been loaded whole. */
export const kernels: Kernels = WebAssembly.validate(relaxedProbe) ? createSimdKernels("relaxed SIMD", relaxed) : plainKernels;
