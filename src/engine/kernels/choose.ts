import { plain, relaxed } from "virtual:kernels";
import type { Kernels } from "./kernels.ts";
import { createSimdKernels } from "./simd.ts";
import { typescriptKernels } from "./typescript.ts";

/** The fastest kernels that this machine validates: relaxed SIMD, plain SIMD, or TypeScript where there is no WebAssembly at all. */
export function chooseKernels(): Kernels {
  const builds = [
    { id: "relaxed SIMD", bytes: relaxed },
    { id: "SIMD", bytes: plain },
  ];
  for (const { id, bytes } of builds) if (isValid(bytes)) return createSimdKernels(id, bytes);
  return typescriptKernels;
}

function isValid(bytes: Uint8Array<ArrayBuffer>): boolean {
  return typeof WebAssembly === "object" && WebAssembly.validate(bytes);
}
