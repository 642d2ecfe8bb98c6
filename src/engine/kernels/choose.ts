import type { Kernels } from "./kernels.ts";
import { relaxedProbe, simdProbe } from "./probes.ts";
import { createSimdKernels } from "./simd.ts";

/** The fastest kernels that this machine runs: relaxed SIMD, plain SIMD, or TypeScript where there is no WebAssembly. One of the three is loaded. */
export async function chooseKernels(): Promise<Kernels> {
  if (isValid(relaxedProbe)) return createSimdKernels("relaxed SIMD", (await import("virtual:kernels/relaxed")).bytes);
  if (isValid(simdProbe)) return createSimdKernels("SIMD", (await import("virtual:kernels/plain")).bytes);
  return (await import("./typescript.ts")).typescriptKernels;
}

function isValid(bytes: Uint8Array<ArrayBuffer>): boolean {
  return typeof WebAssembly === "object" && WebAssembly.validate(bytes);
}
