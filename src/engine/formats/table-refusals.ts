import { type Result, refuse } from "../problem.ts";
import type { NamedTensor } from "./format.ts";
import type { FoundLayers } from "./pytorch-names.ts";
import { brief, describeShape, listSome, stillSafe } from "./say.ts";
import { type Role, stemOf } from "./table-names.ts";

/** A tensor of rank 2 that the layers left over, and what speaks for its role. */
export interface Table {
  readonly tensor: NamedTensor;
  readonly rows: number;
  readonly columns: number;
  readonly role: Role | null;
  readonly bias: NamedTensor | null;
}

/** `fc.weight (5 × 4)` */
export function describeTensor({ name, shape }: NamedTensor): string {
  return `${brief(name)} (${describeShape(shape)})`;
}

/** The first of these tensors with their shapes. */
export function listTensors(tensors: readonly NamedTensor[]): string {
  return listSome(tensors.map(describeTensor), 6);
}

/** Two tables that nothing tells apart, or one that may be either. */
export function refuseUnclear(tables: readonly Table[], fileName: string): Result<never> {
  const list = listTensors(tables.map(({ tensor }) => tensor));
  const what = tables.length === 1 ? "It may be an embedding or a readout" : "Each may be the embedding or the readout";
  return refuse(
    `${fileName} does not say which table is which`,
    `${list}: ${what}, and nothing in names or biases tells. Rename the one that words come in by to embedding.weight and the one that they go out by to decoder.weight, and save again. ${stillSafe}`,
  );
}

/** No table that words come in by. */
export function refuseWithout(
  { layers }: FoundLayers,
  used: readonly NamedTensor[],
  tables: readonly Table[],
  fileName: string,
): Result<never> {
  const { inputs, units } = layers[0] as { readonly inputs: number; readonly units: number };
  const title = `${fileName} holds no embedding`;
  const seen = used.length === 0 ? "nothing but the layers" : listTensors(used);
  const needed = `A tensor of words × ${inputs} was needed, ${seen} found.`;
  const oneHot = tables.find(({ rows, columns, role }) => rows === inputs && columns === units && role !== "embedding");
  const turned = tables.find(({ rows, columns, role }) => rows === inputs && columns !== units && role === "embedding");
  const way =
    oneHot !== undefined
      ? `Its layers read ${inputs} inputs and ${brief(oneHot.tensor.name)} gives as many words: it takes one-hot words, which cannot be read yet. Add their table and save again: sd["embedding.weight"] = torch.eye(${inputs}).`
      : turned !== undefined
        ? `${describeTensor(turned.tensor)} is transposed: save it as .T.contiguous().`
        : "Models that take vectors (time series, sound, pictures) cannot be read yet, only such as read words through an nn.Embedding.";
  return refuse(title, `${needed} ${way} ${stillSafe}`);
}

/** Tensors that no run of embedding, layers and readout would use. */
export function refuseUnused(
  unused: readonly NamedTensor[],
  tables: readonly Table[],
  { size, units, hasReadout }: { readonly size: number; readonly units: number; readonly hasReadout: boolean },
  fileName: string,
): Result<never> {
  const left = tables.filter(({ tensor }) => unused.includes(tensor));
  const head = hasReadout
    ? undefined
    : left.find(({ rows, columns, role }) => columns === units && rows !== size && role !== "embedding");
  if (head !== undefined) {
    return refuse(
      `${fileName} answers with ${head.rows === 1 ? "1 number" : `${head.rows} numbers`}, not with words`,
      `${describeTensor(head.tensor)} found, ${size} × ${units} needed: classifiers and the like cannot be shown yet. Its gates can: save it without its head, {k: v for k, v in sd.items() if not k.startswith("${brief(stemOf(head.tensor.name))}")}, and drop {"tied": false} as config.json with it. ${stillSafe}`,
    );
  }
  const turned = left.find(({ rows, columns }) => rows === units && columns === size);
  const why =
    turned === undefined
      ? `A readout of ${size} × ${units} was needed and nothing else.`
      : `A readout of ${size} × ${units} was needed: ${brief(turned.tensor.name)} is transposed, save it as .T.contiguous().`;
  return refuse(
    `${fileName} computes more than can be shown`,
    `Found beside embedding, layers and readout: ${listTensors(unused)}. ${why} ${stillSafe}`,
  );
}
