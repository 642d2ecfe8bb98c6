import type { Basis, PlacedStates } from "../analysis/projection.ts";
import { isObject, parseJson } from "../formats/json.ts";
import { type Result, refuse, succeed } from "../problem.ts";

/** States that are mapped, in the order of the file. */
export const mappedStates = ["hiddenState", "cellState"] as const;
export type MappedState = (typeof mappedStates)[number];

/** A name on the map, from the data: the word classes that the states around it expect more than others do. */
export interface MapRegion {
  readonly name: string;
  readonly x: number;
  readonly y: number;
}

/** One state's map as `memory.json` tells it. */
interface StateHeader {
  /** Share of the variance that the basis explains. */
  readonly explained: number;
  /** Coordinate = int16 · scale / 32767. */
  readonly scale: number;
  readonly regions: readonly MapRegion[];
  /** Of a state's 10 nearest contexts, the share with the same class of the next word, and of any two contexts. */
  readonly neighbours: { readonly share: number; readonly chance: number };
}

/** `memory.json`: what the files beside it hold, and how they were made. */
export interface MemoryHeader {
  readonly format: "gatescope-memory";
  readonly version: 1;
  readonly model: string;
  /** Of the model's weights: the states are theirs. */
  readonly sha256: string;
  readonly units: number;
  readonly dream: { readonly words: number; readonly seed: number; readonly options: Readonly<Record<string, number>> };
  readonly classes: { readonly names: readonly string[]; readonly of: readonly number[] };
  readonly map: {
    readonly points: number;
    readonly dimensions: number;
    readonly seed: number;
    readonly states: Readonly<Record<MappedState, StateHeader>>;
  };
  /** Places of sentences that are not of the corpus, as the script has put them. */
  readonly checks: readonly {
    readonly text: string;
    readonly places: Readonly<Record<MappedState, readonly (readonly number[])[]>>;
  }[];
}

/** A map of states, ready to place further ones. */
export interface StateMap extends StateHeader {
  readonly basis: Basis;
  readonly placed: PlacedStates;
}

/** What the view Memory loads with the dream. */
export interface MemoryFile {
  readonly header: MemoryHeader;
  /** Word of the corpus (0-based) of every point. */
  readonly words: Uint32Array;
  readonly maps: Readonly<Record<MappedState, StateMap>>;
}

const LARGEST = 32_767;
const LARGEST_PLACE = 65_535;

/** Bytes of `map.bin`. Little-endian: words uint32 (N); then for each state x, y uint16 (N), mean (H) and components (P, H) float32, coordinates int16 (N, P). */
export function mapBytes(points: number, dimensions: number, units: number): number {
  return 4 * points + mappedStates.length * (4 * points + 4 * units * (1 + dimensions) + 2 * points * dimensions);
}

/** Reads both files; refuses what does not belong together, or to the model. */
export function openMemory(json: string, bytes: ArrayBuffer, sha256: string | undefined): Result<MemoryFile> {
  const parsed = parseJson(json);
  if (!isObject(parsed) || parsed["format"] !== "gatescope-memory") return refuse("The map could not be read", unreadable);
  // Written by our own script beside the model; its format, version, weights and size are checked.
  const header = parsed as unknown as MemoryHeader;
  if (header.version !== 1) {
    return refuse(`The map is of version ${header.version}, 1 was needed`, "Reload the page to get its newest version.");
  }
  if (header.sha256 !== sha256) {
    return refuse("The map was made from other weights", "It belongs to another version of this model. Everything else works.");
  }
  const { points, dimensions, states } = header.map;
  const needed = mapBytes(points, dimensions, header.units);
  if (bytes.byteLength !== needed) {
    return refuse(`The map has ${bytes.byteLength} bytes, ${needed} were needed`, unreadable);
  }
  const take = createTake(bytes);
  const words = take.uint32(points);
  const read = (state: MappedState): StateMap => {
    const x = take.places(points);
    const y = take.places(points);
    const basis = { mean: take.float32(header.units), components: take.float32(header.units * dimensions) };
    return { ...states[state], basis, placed: { x, y, coordinates: take.coordinates(points * dimensions, states[state].scale) } };
  };
  const hiddenState = read("hiddenState");
  return succeed({ header, words, maps: { hiddenState, cellState: read("cellState") } });
}

const unreadable = "The sentence and its gates are as they were; reload the page to load the map again.";

/** Reads one array after the other. */
function createTake(bytes: ArrayBuffer) {
  const view = new DataView(bytes);
  let at = 0;
  const next = (size: number) => {
    at += size;
    return at - size;
  };
  return {
    uint32: (count: number) => Uint32Array.from({ length: count }, () => view.getUint32(next(4), true)),
    float32: (count: number) => Float32Array.from({ length: count }, () => view.getFloat32(next(4), true)),
    places: (count: number) => Float32Array.from({ length: count }, () => view.getUint16(next(2), true) / LARGEST_PLACE),
    coordinates: (count: number, scale: number) =>
      Float32Array.from({ length: count }, () => (view.getInt16(next(2), true) * scale) / LARGEST),
  };
}

/** What `openMemory` reads, written. `maps` in the order of `mappedStates`. */
export function writeMap(
  words: Uint32Array,
  maps: readonly (Pick<StateMap, "basis" | "placed"> & { readonly scale: number })[],
): Uint8Array {
  const [first] = maps;
  const units = first?.basis.mean.length ?? 0;
  const dimensions = (first?.basis.components.length ?? 0) / units;
  const view = new DataView(new ArrayBuffer(mapBytes(words.length, dimensions, units)));
  let at = 0;
  const put = (values: Iterable<number>, size: number, write: (at: number, value: number) => void) => {
    for (const value of values) {
      write(at, value);
      at += size;
    }
  };
  put(words, 4, (to, word) => view.setUint32(to, word, true));
  for (const { basis, placed, scale } of maps) {
    put([...placed.x, ...placed.y], 2, (to, place) => view.setUint16(to, Math.round(place * LARGEST_PLACE), true));
    put([...basis.mean, ...basis.components], 4, (to, value) => view.setFloat32(to, value, true));
    put(placed.coordinates, 2, (to, value) => view.setInt16(to, Math.round((value / scale) * LARGEST), true));
  }
  return new Uint8Array(view.buffer);
}
