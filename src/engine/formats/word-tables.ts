import { type Result, refuse, succeed } from "../problem.ts";
import type { StatedConfig } from "./config.ts";
import type { NamedTensor, Tensors } from "./format.ts";
import type { FoundLayers } from "./pytorch-names.ts";
import { brief, stillSafe } from "./say.ts";
import { isBiasName, isOfTraining, type Role, roleByName, roleByPlace, sharedParts, stemOf } from "./table-names.ts";
import { describeTensor, listTensors, refuseUnclear, refuseUnused, refuseWithout, type Table } from "./table-refusals.ts";

/** The two tables of words: the embedding on the way in, the readout on the way out. */
export interface WordTables {
  /** (V, D) */
  readonly embedding: NamedTensor;
  /** (V, H) and (V); null where there is none. */
  readonly readout: { readonly weights: Float32Array; readonly bias: Float32Array } | null;
  readonly isTied: boolean;
  /** What was taken, and what was left out: a sentence each. */
  readonly notes: readonly string[];
}

/**
 * Finds the embedding (V, D) and the readout (V, H) among what the layers left over: by shape, by a bias that stands beside a table (the
 * readout has one, an embedding never), by names and by the place in an nn.Sequential. Where these do not tell two tables apart, both are
 * named and nothing is opened. A readout that is missing is the embedding itself (tied) where the widths allow it. Tensors that would be
 * unused are refused: a model that has them computes something else.
 */
export function findWordTables(tensors: Tensors, found: FoundLayers, stated: StatedConfig, fileName: string): Result<WordTables> {
  const rest = [...tensors.values()].filter(({ name }) => !found.names.has(name));
  const idle = rest.filter(({ name, shape }) => shape.includes(0) || (isOfTraining(name) && shape.length < 2));
  const used = rest.filter((tensor) => !idle.includes(tensor));
  const inputs = found.layers[0]?.inputs as number;
  const units = found.layers[0]?.units as number;
  const tables = findTables(used, [...tensors.keys()], [...found.names][0] as string);
  const keras = tables.find(({ tensor }) => /kernel$/i.test(tensor.name));
  if (keras !== undefined) {
    return refuse(
      `${fileName} keeps a table as Keras does`,
      `${describeTensor(keras.tensor)}: a kernel is inputs × outputs, PyTorch's weight outputs × inputs. Save it transposed, as weight. ${stillSafe}`,
    );
  }
  const chosen = inputs === units ? chooseAmongEqual(tables, inputs, stated) : chooseByShape(tables, inputs, units, stated);
  if (chosen.kind === "unclear") return refuseUnclear(chosen.tables, fileName);
  if (chosen.kind === "none") return refuseWithout(found, used, tables, fileName);
  const { embedding, separate } = chosen;
  const others = used.filter((tensor) => tensor !== embedding.tensor && tensor !== separate?.tensor);
  const size = embedding.rows;
  const isWithout = separate === null && inputs !== units;
  const own = separate === null ? embedding.bias : separate.bias;
  const bias = isWithout ? null : (own ?? findBias(others, tables, size, sharedParts([...tensors.keys()])));
  const unused = others.filter((tensor) => tensor !== bias);
  if (unused.length > 0) return refuseUnused(unused, tables, { size, units, hasReadout: separate !== null }, fileName);
  const tied = decideTied(embedding, separate, inputs === units, bias, stated, fileName);
  if (!tied.ok) return tied;
  const weights = tied.value.isTied ? embedding.tensor.values : separate?.tensor.values;
  const readout = weights === undefined ? null : { weights, bias: bias?.values ?? new Float32Array(size) };
  const notes = [
    ...(idle.length > 0 ? [`Left out, since no run needs them: ${listTensors(idle)}.`] : []),
    ...(tied.value.note === null ? [] : [tied.value.note]),
  ];
  return succeed({ embedding: embedding.tensor, readout, isTied: tied.value.isTied, notes });
}

function findTables(used: readonly NamedTensor[], names: readonly string[], layer: string): Table[] {
  const shared = sharedParts(names);
  return used.flatMap((tensor): Table[] => {
    const [rows, columns, ...more] = tensor.shape;
    if (rows === undefined || columns === undefined || more.length > 0) return [];
    const role = roleByName(tensor.name, shared) ?? roleByPlace(tensor.name, layer);
    const isBeside = ({ name, shape }: NamedTensor) =>
      shape.length === 1 && shape[0] === rows && isBiasName(name) && stemOf(name) === stemOf(tensor.name);
    return [{ tensor, rows, columns, role, bias: used.find(isBeside) ?? null }];
  });
}

type Choice =
  | { readonly kind: "found"; readonly embedding: Table; readonly separate: Table | null }
  | { readonly kind: "unclear"; readonly tables: readonly Table[] }
  | { readonly kind: "none" };

/** D ≠ H: the columns tell the two apart. */
function chooseByShape(tables: readonly Table[], inputs: number, units: number, stated: StatedConfig): Choice {
  const fitting = tables.filter(({ columns, bias }) => columns === inputs && bias === null);
  const embedding = onlyOne(preferred(sized(fitting, stated), "embedding"));
  if (embedding === "several") return { kind: "unclear", tables: fitting };
  if (embedding === null) return { kind: "none" };
  const readouts = tables.filter(({ rows, columns }) => columns === units && rows === embedding.rows);
  const separate = onlyOne(preferred(readouts, "readout"));
  return separate === "several" ? { kind: "unclear", tables: readouts } : { kind: "found", embedding, separate };
}

/** D = H: both have one shape, and only a bias, a name or a place tells them apart. */
function chooseAmongEqual(tables: readonly Table[], width: number, stated: StatedConfig): Choice {
  const fitting = sized(
    tables.filter(({ columns }) => columns === width),
    stated,
  );
  const [first, second] = fitting;
  if (first === undefined) return { kind: "none" };
  if (second === undefined) {
    const isEmbedding = first.role === "embedding" && first.bias === null;
    if (isEmbedding || stated.tied === true) return { kind: "found", embedding: first, separate: null };
    const isReadout = first.role === "readout" || first.bias !== null;
    return isReadout ? { kind: "none" } : { kind: "unclear", tables: fitting };
  }
  const embeddings = fitting.filter(({ role, bias }) => role === "embedding" && bias === null);
  const biased = fitting.filter(({ bias, role }) => bias !== null && role !== "embedding");
  const readouts = biased.length > 0 ? biased : fitting.filter(({ role, bias }) => role === "readout" && bias === null);
  const open = fitting.filter((table) => !embeddings.includes(table) && !readouts.includes(table));
  const pair = pairOf(embeddings, readouts, open, fitting.length);
  return pair ?? { kind: "unclear", tables: fitting };
}

/** One embedding and one readout; of two tables, either is known by the other. */
function pairOf(embeddings: readonly Table[], readouts: readonly Table[], open: readonly Table[], count: number): Choice | null {
  const isContradicting = open.some(({ role, bias }) => role === "embedding" && bias !== null);
  if (isContradicting) return null;
  const [embedding, readout] = [embeddings[0], readouts[0]];
  const found = (first: Table, second: Table): Choice => ({
    kind: "found",
    embedding: first,
    separate: second.rows === first.rows ? second : null,
  });
  if (embedding !== undefined && embeddings.length === 1) {
    const others = readouts.length > 0 ? readouts : open;
    const same = others.filter(({ rows }) => rows === embedding.rows);
    if (same.length === 1) return found(embedding, same[0] as Table);
    return same.length === 0 ? { kind: "found", embedding, separate: null } : null;
  }
  if (embeddings.length === 0 && readout !== undefined && readouts.length === 1 && count === 2)
    return found(open[0] as Table, readout);
  return null;
}

/** Tables with as many rows as the config says words, where it does. */
function sized(tables: readonly Table[], { vocabulary }: StatedConfig): readonly Table[] {
  const fitting = tables.filter(({ rows }) => vocabulary === undefined || rows === vocabulary);
  return fitting.length > 0 ? fitting : tables;
}

function preferred(tables: readonly Table[], role: Role): readonly Table[] {
  const named = tables.filter((table) => table.role === role);
  return named.length > 0 ? named : tables;
}

function onlyOne(tables: readonly Table[]): Table | "several" | null {
  return tables.length > 1 ? "several" : (tables[0] ?? null);
}

/** A bias (V) of a readout that is stored under another name, `decoder.bias` beside tied weights: by its name, never by its length alone. */
function findBias(others: readonly NamedTensor[], tables: readonly Table[], size: number, shared: number): NamedTensor | null {
  const owned = tables.map(({ bias }) => bias);
  const fitting = others.filter(({ name, shape }) => {
    if (shape.length !== 1 || shape[0] !== size || !isBiasName(name)) return false;
    return roleByName(name, shared) === "readout" || stemOf(name) === "" || /^bias$/i.test(name);
  });
  const free = fitting.filter((tensor) => !owned.includes(tensor));
  return free.length === 1 ? (free[0] as NamedTensor) : null;
}

function decideTied(
  embedding: Table,
  separate: Table | null,
  isSquare: boolean,
  bias: NamedTensor | null,
  stated: StatedConfig,
  fileName: string,
): Result<{ readonly isTied: boolean; readonly note: string | null }> {
  const { tensor, rows } = embedding;
  const isEqual = separate !== null && isSquare && separate.tensor.values.every((value, n) => value === tensor.values[n]);
  if (stated.tied === true && ((separate !== null && !isEqual) || !isSquare)) {
    const against =
      separate === null
        ? `${describeTensor(tensor)} has another width than the layers`
        : `${brief(separate.tensor.name)} differs from ${brief(tensor.name)}`;
    return refuse(
      `${fileName} contradicts its config.json`,
      `config.json says that the readout is tied, but ${against}. ${stillSafe}`,
    );
  }
  if (separate !== null) return succeed({ isTied: isEqual, note: null });
  if (stated.tied === false) {
    if (bias === null) return succeed({ isTied: false, note: null });
    return refuse(
      `${fileName} contradicts its config.json`,
      `config.json says that the readout is not tied, but ${describeTensor(bias)} stands without a table of its own. ${stillSafe}`,
    );
  }
  if (!isSquare)
    return succeed({ isTied: false, note: `No readout was found, ${rows} × units: gates are shown, no next words.` });
  const isSure = bias !== null || stated.tied === true;
  return succeed({
    isTied: true,
    note: isSure
      ? null
      : `No readout was found: ${brief(tensor.name)} was taken for it too (tied). A config.json with "tied": false shows the gates alone.`,
  });
}
