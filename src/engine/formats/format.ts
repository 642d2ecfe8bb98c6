import type { Result } from "../problem.ts";

/** A file that the reader dropped or chose, or that was fetched: its name and its bytes. */
export interface NamedBytes {
  readonly name: string;
  readonly bytes: ArrayBuffer;
}

/** A tensor as it was found, widened to float32. */
export interface NamedTensor {
  readonly name: string;
  /** Row-major. */
  readonly shape: readonly number[];
  readonly values: Float32Array;
}

/** Tensors by name, in the order of the file. */
export type Tensors = ReadonlyMap<string, NamedTensor>;

/** What a file with weights holds. */
export interface FoundTensors {
  readonly tensors: Tensors;
  /** Names of tensors that hold no weights: indices, flags. */
  readonly unread: readonly string[];
}

/** A file format that holds weights. Adding one is one file and one line in the registry. */
export interface WeightFormat {
  /** `safetensors`. */
  readonly id: string;
  /** File endings with the dot, for the file picker. */
  readonly endings: readonly string[];
  /** True where the name or the first bytes say that the file is of this format. */
  readonly matches: (file: NamedBytes) => boolean;
  /** Reads all tensors, or says what is wrong with the file. Never throws, whatever the bytes. */
  readonly open: (file: NamedBytes) => Result<FoundTensors>;
}
