import { type Result, refuse, succeed } from "../problem.ts";
import type { StatedConfig } from "./config.ts";
import type { NamedTensor, Tensors } from "./format.ts";
import type { FoundLayers } from "./pytorch-names.ts";
import { describeShape, stillSafe } from "./say.ts";

/** The two tables of words: the embedding on the way in, the readout on the way out. */
export interface WordTables {
  /** (V, D) */
  readonly embedding: NamedTensor;
  /** (V, H) and (V); null where there is none. */
  readonly readout: { readonly weights: Float32Array; readonly bias: Float32Array } | null;
  readonly isTied: boolean;
}

const embeddingName = /emb|wte|encoder|lookup/i;
const readoutName = /decoder|readout|head|out|fc|linear|proj|classif|generator/i;

/**
 * Finds the embedding (V, D) and the readout (V, H) among what the layers left over, by shape and name. A readout that is missing
 * is the embedding itself (tied) where the widths allow it. Tensors that would then be unused are refused: a model that has them
 * computes something else.
 */
export function findWordTables(tensors: Tensors, found: FoundLayers, stated: StatedConfig, fileName: string): Result<WordTables> {
  const rest = [...tensors.values()].filter((tensor) => !found.names.has(tensor.name));
  const inputs = found.layers[0]?.inputs as number;
  const units = found.layers[0]?.units as number;
  const embedding = findEmbedding(rest, inputs, stated);
  if (embedding === undefined) {
    const seen = rest.map((tensor) => `${tensor.name} (${describeShape(tensor.shape)})`).join(", ");
    return refuse(
      `${fileName} holds no embedding`,
      `A tensor of words × ${inputs} was needed, ${seen === "" ? "nothing but the layers" : seen} found. Models that take vectors cannot be read yet. ${stillSafe}`,
    );
  }
  const size = embedding.shape[0] as number;
  const others = rest.filter((tensor) => tensor !== embedding);
  const separate = findReadout(others, size, units);
  const bias = findBias(others, size, separate);
  const unused = others.filter((tensor) => tensor !== separate && tensor !== bias);
  if (unused.length > 0) {
    return refuse(
      `${fileName} computes more than can be shown`,
      `Found beside embedding, layers and readout: ${unused.map((tensor) => `${tensor.name} (${describeShape(tensor.shape)})`).join(", ")}. A readout of ${size} × ${units} was needed and nothing else. ${stillSafe}`,
    );
  }
  const isEqual =
    separate !== undefined && inputs === units && separate.values.every((value, n) => value === embedding.values[n]);
  if (stated.tied === true && ((separate !== undefined && !isEqual) || inputs !== units)) {
    const against =
      separate === undefined
        ? `${embedding.name} is ${size} × ${inputs}, ${size} × ${units} needed`
        : `${separate.name} differs from ${embedding.name}`;
    return refuse(
      `${fileName} contradicts its config.json`,
      `config.json says that the readout is tied, but ${against}. ${stillSafe}`,
    );
  }
  if (stated.tied === false && separate === undefined) {
    return refuse(
      `${fileName} contradicts its config.json`,
      `config.json says that the readout is not tied, but no tensor of ${size} × ${units} stands beside ${embedding.name}. ${stillSafe}`,
    );
  }
  const isTied = isEqual || (separate === undefined && inputs === units);
  const weights = isTied ? embedding.values : separate?.values;
  const readout = weights === undefined ? null : { weights, bias: bias?.values ?? new Float32Array(size) };
  return succeed({ embedding, readout, isTied });
}

function findEmbedding(rest: readonly NamedTensor[], inputs: number, stated: StatedConfig): NamedTensor | undefined {
  const fitting = rest.filter(({ shape }) => shape.length === 2 && shape[1] === inputs);
  const sized = fitting.filter(({ shape }) => stated.vocabulary === undefined || shape[0] === stated.vocabulary);
  const candidates = sized.length > 0 ? sized : fitting;
  return (
    candidates.find(({ name }) => embeddingName.test(name)) ??
    candidates.find(({ name }) => !readoutName.test(name)) ??
    (candidates.length === 1 ? candidates[0] : undefined)
  );
}

function findReadout(others: readonly NamedTensor[], size: number, units: number): NamedTensor | undefined {
  const fitting = others.filter(({ shape }) => shape.length === 2 && shape[0] === size && shape[1] === units);
  return fitting.find(({ name }) => readoutName.test(name)) ?? fitting[0];
}

function findBias(others: readonly NamedTensor[], size: number, readout: NamedTensor | undefined): NamedTensor | undefined {
  const fitting = others.filter(({ shape }) => shape.length === 1 && shape[0] === size);
  const beside = readout?.name.replace(/weight$/, "bias");
  return fitting.find(({ name }) => name === beside) ?? fitting.find(({ name }) => readoutName.test(name)) ?? fitting[0];
}
