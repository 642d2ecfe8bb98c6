import type { CellType, LayerParameters } from "./cell.ts";
import type { TraceLayout } from "./trace.ts";

/** `config.json` of a model (FORMATS.md section 4). Shapes in the tensors win; a contradiction is an error. */
export interface ModelConfig {
  readonly id: string;
  readonly label: string;
  /** Id of a registered cell. */
  readonly cell: string;
  /** L */
  readonly layers: number;
  /** D of the first layer: width of the embedding. */
  readonly inputs: number;
  /** H */
  readonly units: number;
  /** V: rows of the embedding, and of the readout where there is one. */
  readonly vocabulary: number;
  readonly tied: boolean;
  readonly tokenizer: "words" | "ids";
  /** Stepped once from zeros before the first word, where there is one. */
  readonly start?: string;
  readonly unknown?: string;
  /** A text of the kind that the model was trained on: what it is measured over where it cannot be left to write one itself. */
  readonly sample?: string;
  readonly provenance?: { readonly data?: string; readonly licence?: string; readonly recipe?: string; readonly sha256?: string };
}

/** embedding → stacked cells → readout → softmax. Weights are float32, widened on load. */
export interface Model {
  readonly config: ModelConfig;
  readonly cell: CellType;
  readonly layout: TraceLayout;
  /** Words by id (V), null where the reader types token ids. What the tokenizer needs of them: `vocabularyOf`. */
  readonly words: readonly string[] | null;
  /** Id of the start token, stepped once before the first word; null where there is none. */
  readonly start: number | null;
  /** The state before the first word, a frame (L, S, H), where it is carried in from another text; `start` is null then. */
  readonly carried?: Float32Array;
  /** (V, D) row-major. */
  readonly embedding: Float32Array;
  /** L layers, first to last. */
  readonly layers: readonly LayerParameters[];
  /** (V, H) row-major; the embedding itself where tied. Null where the file has no readout. */
  readonly readout: { readonly weights: Float32Array; readonly bias: Float32Array } | null;
}
