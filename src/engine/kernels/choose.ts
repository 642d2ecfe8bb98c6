import type { Kernels } from "./kernels.ts";
import { relaxedProbe, simdProbe } from "./probes.ts";
import { createSimdKernels } from "./simd.ts";

/** The fastest kernels that this machine runs: relaxed SIMD, plain SIMD, or TypeScript where there is no WebAssembly, or it is forbidden. */
export async function chooseKernels(): Promise<Kernels> {
  const simd = isValid(relaxedProbe)
    ? ({ name: "relaxed SIMD", bytes: (await import("virtual:kernels/relaxed")).bytes } as const)
    : isValid(simdProbe)
      ? ({ name: "SIMD", bytes: (await import("virtual:kernels/plain")).bytes } as const)
      : null;
  try {
    if (simd !== null) return createSimdKernels(simd.name, simd.bytes);
  } catch {
    // A policy of the site or of the reader forbids to compile; what is slower needs no leave.
  }
  return (await import("./typescript.ts")).typescriptKernels;
}

function isValid(bytes: Uint8Array<ArrayBuffer>): boolean {
  return typeof WebAssembly === "object" && WebAssembly.validate(bytes);
}
