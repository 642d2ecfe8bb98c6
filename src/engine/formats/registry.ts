import type { WeightFormat } from "./format.ts";
import { safetensors } from "./safetensors.ts";

/** Every file format that can be opened; the first that matches a file reads it. */
export const formats: readonly WeightFormat[] = [safetensors];
