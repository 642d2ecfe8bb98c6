import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Tensors } from "../../src/engine/formats/format.ts";
import { safetensors } from "../../src/engine/formats/safetensors.ts";
import { float32, joinSafetensors, named, writeSafetensors } from "./files.ts";

function read(content: Uint8Array): Tensors {
  const result = safetensors.open(named("my.safetensors", content));
  if (!result.ok) throw new Error(result.problem.detail);
  return result.value.tensors;
}

/** Title and detail of the refusal. */
function refusal(content: Uint8Array): string {
  const result = safetensors.open(named("my.safetensors", content));
  if (result.ok) throw new Error("opened");
  expect(result.problem.title).toContain("my.safetensors");
  expect(result.problem.detail).toContain("Nothing was changed");
  return `${result.problem.title}. ${result.problem.detail}`;
}

const entry = (shape: readonly number[], start: number, end: number, dtype = "F32") => ({
  dtype,
  shape,
  data_offsets: [start, end],
});
const file = (header: unknown, bytes: number) => joinSafetensors(JSON.stringify(header), new Uint8Array(bytes));

describe("safetensors reads", () => {
  test("float32 with its shape, whatever the alignment of the data", () => {
    for (let padding = 0; padding < 4; padding++) {
      const header = JSON.stringify({ w: entry([2, 1], 0, 8) }) + " ".repeat(padding);
      const values = new Uint8Array(Float32Array.of(1.5, -2).buffer);
      expect(read(joinSafetensors(header, values)).get("w")).toMatchObject({ shape: [2, 1], values: Float32Array.of(1.5, -2) });
    }
  });

  test("float16 exactly: normal, subnormal, zero, largest", () => {
    const halves = Uint16Array.of(0x3c00, 0xc000, 0x0001, 0x03ff, 0x8000, 0x7bff, 0x3555);
    const bytes = new Uint8Array(halves.buffer);
    const values = read(writeSafetensors({ w: { type: "F16", shape: [7], data: bytes } })).get("w")?.values;
    expect([...(values ?? [])]).toEqual([1, -2, 2 ** -24, 1023 * 2 ** -24, -0, 65504, 0.333251953125]);
  });

  test("bfloat16 exactly", () => {
    const bytes = new Uint8Array(Uint16Array.of(0x3f80, 0xc049, 0x0000).buffer);
    const values = read(writeSafetensors({ w: { type: "BF16", shape: [3], data: bytes } })).get("w")?.values;
    expect([...(values ?? [])]).toEqual([1, -3.140625, 0]);
  });

  test("float64, rounded", () => {
    const bytes = (value: number) => new Uint8Array(Float64Array.of(0.1, value).buffer);
    const written = (value: number) => writeSafetensors({ w: { type: "F64", shape: [2], data: bytes(value) } });
    expect(read(written(-3)).get("w")?.values).toEqual(Float32Array.of(0.1, -3));
    expect(refusal(written(1e300))).toMatch(/w, number 1: Infinity found/);
  });

  test("int8 times the scale of its row, and the scale is no tensor of its own", () => {
    const tensors = read(
      writeSafetensors({
        "w.scale": float32([2], [0.5, 0.1]),
        w: { type: "I8", shape: [2, 3], data: new Uint8Array(Int8Array.of(1, -2, 127, -128, 0, 5).buffer) },
      }),
    );
    expect([...tensors.keys()]).toEqual(["w"]);
    const tenth = Math.fround(0.1);
    expect(tensors.get("w")?.values).toEqual(Float32Array.of(0.5, -1, 63.5, -128 * tenth, 0, 5 * tenth));
  });

  test("past metadata and past indices, which are no weights", () => {
    const header = { __metadata__: { format: "pt" }, w: entry([1], 8, 12), counter: entry([1], 0, 8, "I64") };
    expect([...read(file(header, 12)).keys()]).toEqual(["w"]);
  });
});

describe("safetensors refuses", () => {
  test("a file that is cut off: before, inside and after its header", () => {
    const whole = writeSafetensors({ w: float32([4], [1, 2, 3, 4]) });
    expect(refusal(whole.subarray(0, 5))).toMatch(/cut off.* 5 bytes found, at least 8 needed/);
    expect(refusal(whole.subarray(0, 20))).toMatch(/cut off.*header is announced as \d+ bytes, 12 found/);
    expect(refusal(whole.subarray(0, whole.length - 3))).toMatch(/cut off.*w: bytes 0 to 16 needed, 13 bytes of data found/);
    for (let length = 0; length < whole.length; length++) refusal(whole.subarray(0, length));
  });

  test("hostile headers: huge, endless or deep", () => {
    const announced = (length: bigint) => {
      const bytes = Buffer.alloc(64);
      bytes.writeBigUInt64LE(length);
      return bytes;
    };
    expect(refusal(announced(2n ** 64n - 1n))).toMatch(/header of 18,446,744,073,709,[0-9,]+ bytes, at most 100,000,000/);
    expect(refusal(announced(100_000_000n))).toMatch(/announced as 100,000,000 bytes, 56 found/);
    expect(refusal(joinSafetensors("[".repeat(300_000), new Uint8Array(0)))).toMatch(/header .* cannot be read/);
    const long = "n".repeat(3_000_000);
    expect(refusal(joinSafetensors(`{"${long}":1,"${long}":2}`, new Uint8Array(0)))).toMatch(/names a tensor twice/);
  });

  test("a header that is no JSON object, or not text", () => {
    expect(refusal(joinSafetensors("{oops", new Uint8Array(0)))).toMatch(/header of my.safetensors cannot be read/);
    expect(refusal(joinSafetensors("[1]", new Uint8Array(0)))).toMatch(/JSON object was needed/);
    const bytes = Buffer.alloc(9, 0xff);
    bytes.writeBigUInt64LE(1n);
    expect(refusal(bytes)).toMatch(/bytes that are not text found/);
  });

  test("a name that stands twice", () => {
    const header =
      '{"w":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"a\\"b":{},"w":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}';
    expect(refusal(joinSafetensors(header, new Uint8Array(4)))).toMatch(/names a tensor twice. w: found more than once/);
  });

  test("offsets that overlap, leave holes, run backwards or hold another number of bytes", () => {
    expect(refusal(file({ a: entry([2], 0, 8), b: entry([1], 4, 8) }, 8))).toMatch(/b overlaps .* starts at byte 4, 8 needed/);
    expect(refusal(file({ a: entry([1], 0, 4), b: entry([1], 8, 12) }, 12))).toMatch(/b leaves a hole .* at byte 8, 4 needed/);
    expect(refusal(file({ a: entry([1], 4, 0) }, 4))).toMatch(/offsets are \[4,0\]/);
    expect(refusal(file({ a: entry([3], 0, 8) }, 8))).toMatch(/a of .* 3 numbers of F32 need 12 bytes, its offsets hold 8/);
    expect(refusal(file({ a: entry([1], 0, 4) }, 9))).toMatch(/9 bytes of data found, the header accounts for 4/);
  });

  test.each([
    [{ dtype: "F8_E4M3", shape: [1], data_offsets: [0, 1] }, /Its numbers are "F8_E4M3"; F32, F16, BF16, F64, I8 can be read/],
    [{ dtype: "toString", shape: [1], data_offsets: [0, 1] }, /Its numbers are "toString"/],
    [{ shape: [1], data_offsets: [0, 1] }, /Its numbers are of no type/],
    [{ dtype: "F32", shape: [-1], data_offsets: [0, 4] }, /Its shape is \[-1\]/],
    [{ dtype: "F32", shape: [1.5], data_offsets: [0, 4] }, /Its shape is \[1.5\]/],
    [{ dtype: "F32", shape: "1", data_offsets: [0, 4] }, /Its shape is "1"/],
    [{ dtype: "F32", shape: [2 ** 50, 2 ** 50], data_offsets: [0, 4] }, /need 5.07.*e\+30 bytes/],
    [{ dtype: "F32", shape: [1], data_offsets: [0] }, /Its offsets are \[0\]/],
    [{ dtype: "F32", shape: [1] }, /Its offsets are missing/],
    [7, /A type, a shape and offsets were needed/],
  ])("an entry that cannot be: %j", (value, message) => {
    expect(refusal(file({ w: value }, 4))).toMatch(message);
  });

  test("weights that are not finite", () => {
    for (const wrong of [Number.NaN, Infinity, -Infinity]) {
      expect(refusal(writeSafetensors({ w: float32([2, 2], [0, 1, 2, wrong]) }))).toMatch(
        new RegExp(`not a number. w, number 3: ${wrong} found, a finite number needed`),
      );
    }
  });

  test("int8 without scales, or with another number of them", () => {
    const w = { type: "I8", shape: [2, 2], data: new Uint8Array(4) };
    expect(refusal(writeSafetensors({ w }))).toMatch(/w.scale with one number a row: none found, 2 needed/);
    expect(refusal(writeSafetensors({ w, "w.scale": float32([3], [1, 1, 1]) }))).toMatch(/3 found, 2 needed/);
  });

  test("whatever the bytes, without throwing", () => {
    const whole = writeSafetensors({ w: float32([2, 2], [1, 2, 3, 4]), v: float32([1], [1]) });
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(whole.length - 1), fc.nat(255)), { maxLength: 6 }), (changes) => {
        const bytes = Uint8Array.from(whole);
        for (const [at, value] of changes) bytes[at] = value;
        const result = safetensors.open(named("my.safetensors", bytes));
        if (!result.ok) expect(result.problem.detail).toContain("Nothing was changed");
      }),
      { numRuns: 500 },
    );
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        expect(safetensors.open(named("my.safetensors", bytes)).ok).toBe(false);
      }),
    );
  });
});
