import { type Problem, type Result, refuse, succeed } from "../problem.ts";
import type { FoundTensors, NamedBytes, NamedTensor, Tensors, WeightFormat } from "./format.ts";
import { isCount, isObject, type JsonObject, parseJson, repeatedKeys } from "./json.ts";
import { numberTypes, weightTypes } from "./number-types.ts";
import { misnamed } from "./other-files.ts";
import { brief, briefValue, describeShape, listSome, stillSafe } from "./say.ts";
import { checkSizes } from "./sizes.ts";
import { decodeUtf8 } from "./utf8.ts";

/** Longest header that the reference implementation accepts. */
const longestHeader = 100_000_000;

/** What the header says. */
interface Header {
  readonly entries: readonly Entry[];
  /** Names of shared weights that are stored under another one: alias → name, as safetensors.torch.save_model writes them. */
  readonly aliases: ReadonlyMap<string, string>;
  /** Byte at which the data begin. */
  readonly dataStart: number;
}

interface Entry {
  readonly name: string;
  readonly type: string;
  readonly shape: readonly number[];
  /** Byte offsets in the data, [start, end). */
  readonly start: number;
  readonly end: number;
}

/** safetensors (github.com/huggingface/safetensors): header length as 8 bytes, header as JSON, data without holes. */
export const safetensors: WeightFormat = {
  id: "safetensors",
  endings: [".safetensors"],
  matches: ({ name }) => name.toLowerCase().endsWith(".safetensors"),
  open,
};

function open(file: NamedBytes): Result<FoundTensors> {
  const other = misnamed(file);
  if (other !== null) return { ok: false, problem: other };
  const header = readHeader(file);
  if (!header.ok) return header;
  const { entries, aliases, dataStart } = header.value;
  const numbers = entries.reduce((sum, { type, shape }) => (numberTypes.get(type)?.widen ? sum + countOf(shape) : sum), 0);
  const tooMany = checkSizes(file.name, { numbers: Math.max(1, numbers) });
  if (tooMany !== null) return tooMany;
  const tensors = new Map<string, NamedTensor>();
  const unread: string[] = [];
  for (const { name, type, shape, start } of entries) {
    const widen = numberTypes.get(type)?.widen;
    // Indices and flags are no weights; a reader of names that needs one of them says that it is missing.
    if (widen === undefined) unread.push(name);
    else tensors.set(name, { name, shape, values: widen(file.bytes, dataStart + start, countOf(shape)) });
  }
  const quantised = entries.filter((entry) => entry.type === "I8").map((entry) => entry.name);
  const problem = applyScales(file, tensors, quantised) ?? findNonFinite(file, tensors);
  if (problem !== null) return { ok: false, problem };
  for (const [alias, name] of aliases) {
    const stored = tensors.get(name);
    if (stored !== undefined) tensors.set(alias, { ...stored, name: alias });
  }
  return succeed({ tensors, unread });
}

function readHeader(file: NamedBytes): Result<Header> {
  const { name, bytes } = file;
  const cut = `${name} is cut off`;
  if (bytes.byteLength < 8) {
    return refuse(cut, `${bytes.byteLength} bytes found, at least 8 needed. ${stillSafe} Copy or download the file again.`);
  }
  const length = Number(new DataView(bytes).getBigUint64(0, true));
  if (length > longestHeader) {
    return refuse(
      `${name} is not a safetensors file`,
      `Its first 8 bytes announce a header of ${length.toLocaleString("en-US")} bytes, at most ${longestHeader.toLocaleString("en-US")} are allowed. ${stillSafe}`,
    );
  }
  if (8 + length > bytes.byteLength) {
    return refuse(
      cut,
      `Its header is announced as ${length.toLocaleString("en-US")} bytes, ${(bytes.byteLength - 8).toLocaleString("en-US")} found. ${stillSafe} Copy or download the file again.`,
    );
  }
  const text = decodeUtf8(new Uint8Array(bytes, 8, length));
  const header = text === null ? undefined : parseJson(text);
  if (text === null || !isObject(header)) {
    return refuse(
      `The header of ${name} cannot be read`,
      `A JSON object was needed, ${text === null ? "bytes that are not text" : "something else"} found. ${stillSafe}`,
    );
  }
  const repeated = repeatedKeys(text);
  if (repeated.length > 0) {
    return refuse(
      `${name} names a tensor twice`,
      `${listSome(repeated)}: found more than once in the header, one needed. ${stillSafe}`,
    );
  }
  return checkEntries(file, header, 8 + length);
}

function checkEntries(file: NamedBytes, header: JsonObject, dataStart: number): Result<Header> {
  const entries: Entry[] = [];
  for (const [name, value] of Object.entries(header)) {
    if (name === "__metadata__") continue;
    const entry = readEntry(file.name, name, value);
    if (!entry.ok) return entry;
    entries.push(entry.value);
  }
  const available = file.bytes.byteLength - dataStart;
  let reached = 0;
  for (const entry of entries.toSorted((a, b) => a.start - b.start || a.end - b.end)) {
    if (entry.end > available) {
      return refuse(
        `${file.name} is cut off`,
        `${brief(entry.name)}: bytes ${entry.start} to ${entry.end} needed, ${available} bytes of data found. ${stillSafe} Copy or download the file again.`,
      );
    }
    if (entry.start !== reached) {
      const what = entry.start < reached ? "overlaps the tensor before it" : "leaves a hole after the tensor before it";
      return refuse(
        `The offsets of ${file.name} do not fit`,
        `${brief(entry.name)} ${what}: its data starts at byte ${entry.start}, ${reached} needed. ${stillSafe}`,
      );
    }
    reached = entry.end;
  }
  if (reached !== available) {
    return refuse(
      `The offsets of ${file.name} do not fit`,
      `${available} bytes of data found, the header accounts for ${reached}. ${stillSafe}`,
    );
  }
  return succeed({ entries, aliases: readAliases(header, entries), dataStart });
}

function readAliases(header: JsonObject, entries: readonly Entry[]): ReadonlyMap<string, string> {
  const names = new Set(entries.map(({ name }) => name));
  const said = isObject(header.__metadata__) ? Object.entries(header.__metadata__) : [];
  return new Map(
    said.flatMap(([alias, name]) =>
      typeof name === "string" && names.has(name) && !names.has(alias) ? [[alias, name] as const] : [],
    ),
  );
}

function readEntry(fileName: string, name: string, value: unknown): Result<Entry> {
  const unreadable = (found: string) => refuse(`${brief(name)} of ${fileName} cannot be read`, `${found} ${stillSafe}`);
  if (!isObject(value)) return unreadable("A type, a shape and offsets were needed, something else found.");
  const { dtype, shape, data_offsets: offsets } = value;
  const type = typeof dtype === "string" ? numberTypes.get(dtype) : undefined;
  if (typeof dtype !== "string" || type === undefined) {
    return unreadable(
      `Its numbers are ${dtype === undefined ? "of no type" : briefValue(dtype)}; ${weightTypes.join(", ")} can be read. Save them as float32: {k: v.float() for k, v in sd.items()}.`,
    );
  }
  if (!Array.isArray(shape) || !shape.every(isCount)) {
    return unreadable(`Its shape is ${shape === undefined ? "missing" : briefValue(shape)}; a list of whole numbers was needed.`);
  }
  const [start, end] = Array.isArray(offsets) ? (offsets as unknown[]) : [];
  if (!isCount(start) || !isCount(end) || (offsets as unknown[]).length !== 2 || end < start) {
    return unreadable(
      `Its offsets are ${offsets === undefined ? "missing" : briefValue(offsets)}; a start and an end were needed.`,
    );
  }
  const needed = countOf(shape) * type.bytes;
  if (end - start !== needed) {
    return unreadable(
      `${describeShape(shape)} numbers of ${brief(dtype)} need ${needed} bytes, its offsets hold ${end - start} (${start} to ${end}).`,
    );
  }
  return succeed({ name, type: dtype, shape, start, end });
}

/** Multiplies every int8 tensor X by X.scale, a scale a row, and drops the scales. */
function applyScales(file: NamedBytes, tensors: Map<string, NamedTensor>, quantised: readonly string[]): Problem | null {
  for (const name of quantised) {
    const { shape, values } = tensors.get(name) as NamedTensor;
    const scale = tensors.get(`${name}.scale`);
    const rows = shape[0] ?? 1;
    if (scale === undefined || scale.values.length !== rows) {
      const found = scale === undefined ? "none" : describeShape(scale.shape);
      return {
        title: `${brief(name)} of ${file.name} has no scales`,
        detail: `Weights of int8 need ${brief(name)}.scale with one number a row: ${found} found, ${rows} needed. ${stillSafe}`,
        tensors: [{ name: `${name}.scale`, found, needed: String(rows), fits: false }],
      };
    }
    const width = values.length / rows;
    for (let n = 0; n < values.length; n++) {
      values[n] = (values[n] as number) * (scale.values[Math.floor(n / width)] as number);
    }
    tensors.delete(scale.name);
  }
  return null;
}

function findNonFinite(file: NamedBytes, tensors: Tensors): Problem | null {
  for (const { name, values } of tensors.values()) {
    const at = values.findIndex((value) => !Number.isFinite(value));
    if (at >= 0) {
      return {
        title: `${file.name} holds a weight that is not a number`,
        detail: `${brief(name)}, number ${at}: ${values[at]} found, a finite number needed; training may have diverged. ${stillSafe}`,
      };
    }
  }
  return null;
}

function countOf(shape: readonly number[]): number {
  return shape.reduce((product, size) => product * size, 1);
}
