/** How the numbers of a tensor are stored. */
export interface NumberType {
  readonly bytes: number;
  /** Brings `count` little-endian numbers to float32; absent where the type holds no weights (indices, flags). */
  readonly widen?: (data: ArrayBuffer, start: number, count: number) => Float32Array;
}

/** Number types of safetensors by their names in the header. */
export const numberTypes: ReadonlyMap<string, NumberType> = new Map<string, NumberType>([
  ["F32", { bytes: 4, widen: (data, start, count) => new Float32Array(data.slice(start, start + 4 * count)) }],
  ["F16", { bytes: 2, widen: (data, start, count) => widenHalves(new Uint16Array(data.slice(start, start + 2 * count))) }],
  ["BF16", { bytes: 2, widen: (data, start, count) => widenBrains(new Uint16Array(data.slice(start, start + 2 * count))) }],
  // Rounded; what float32 cannot hold becomes infinite and is refused.
  ["F64", { bytes: 8, widen: (data, start, count) => new Float32Array(new Float64Array(data.slice(start, start + 8 * count))) }],
  ["I8", { bytes: 1, widen: (data, start, count) => new Float32Array(new Int8Array(data, start, count)) }],
  ["BOOL", { bytes: 1 }],
  ["U8", { bytes: 1 }],
  ["I16", { bytes: 2 }],
  ["U16", { bytes: 2 }],
  ["I32", { bytes: 4 }],
  ["U32", { bytes: 4 }],
  ["I64", { bytes: 8 }],
  ["U64", { bytes: 8 }],
]);

/** Number types that weights may have. */
export const weightTypes: readonly string[] = Array.from(numberTypes).flatMap(([name, { widen }]) =>
  widen === undefined ? [] : [name],
);

/** IEEE 754 binary16 to binary32, exactly. */
function widenHalves(halves: Uint16Array): Float32Array {
  const values = new Float32Array(halves.length);
  for (let n = 0; n < halves.length; n++) {
    const half = halves[n] as number;
    const exponent = (half >> 10) & 0x1f;
    const fraction = half & 0x3ff;
    const sign = half & 0x8000 ? -1 : 1;
    if (exponent === 0) values[n] = sign * fraction * 2 ** -24;
    else if (exponent === 0x1f) values[n] = fraction === 0 ? sign * Infinity : Number.NaN;
    else values[n] = sign * (1 + fraction / 1024) * 2 ** (exponent - 15);
  }
  return values;
}

/** bfloat16 is the upper half of a float32. */
function widenBrains(halves: Uint16Array): Float32Array {
  const bits = new Uint32Array(halves.length);
  for (let n = 0; n < halves.length; n++) bits[n] = (halves[n] as number) << 16;
  return new Float32Array(bits.buffer);
}
