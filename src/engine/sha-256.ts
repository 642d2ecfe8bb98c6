/** First 32 bits of the fractional parts of the cube roots of the first 64 primes (FIPS 180-4, section 4.2.2). */
const constants = fractions(64, Math.cbrt);
/** The same of the square roots of the first 8 primes (section 5.3.3). */
const start = fractions(8, Math.sqrt);

const BLOCK = 64;

/**
 * SHA-256 of the bytes in hexadecimal, small letters (FIPS 180-4). For where the browser has none of its own, which is wherever the page
 * comes without encryption.
 */
export function sha256(bytes: Uint8Array): string {
  const state = Int32Array.from(start);
  const schedule = new Int32Array(BLOCK);
  const whole = bytes.length - (bytes.length % BLOCK);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (let at = 0; at < whole; at += BLOCK) mix(state, view, at, schedule);
  const end = pad(bytes.subarray(whole), bytes.length);
  for (let at = 0; at < end.byteLength; at += BLOCK) mix(state, end, at, schedule);
  return Array.from(state, (word) => (word >>> 0).toString(16).padStart(8, "0")).join("");
}

/** The last bytes, a one, zeros, and the length in bits, in one block or two (section 5.1.1). */
function pad(rest: Uint8Array, length: number): DataView {
  const bytes = new Uint8Array(rest.length + 9 > BLOCK ? 2 * BLOCK : BLOCK);
  bytes.set(rest);
  bytes[rest.length] = 0x80;
  const view = new DataView(bytes.buffer);
  view.setBigUint64(bytes.length - 8, BigInt(length) * 8n);
  return view;
}

/** Mixes a block of 64 bytes into the state of eight words (section 6.2.2). */
function mix(state: Int32Array, view: DataView, at: number, schedule: Int32Array): void {
  for (let t = 0; t < 16; t++) schedule[t] = view.getInt32(at + 4 * t);
  for (let t = 16; t < BLOCK; t++) {
    const near = schedule[t - 2] as number;
    const far = schedule[t - 15] as number;
    const σ1 = turn(near, 17) ^ turn(near, 19) ^ (near >>> 10);
    const σ0 = turn(far, 7) ^ turn(far, 18) ^ (far >>> 3);
    schedule[t] = σ1 + (schedule[t - 7] as number) + σ0 + (schedule[t - 16] as number);
  }
  let [a, b, c, d, e, f, g, h] = state as unknown as [number, number, number, number, number, number, number, number];
  for (let t = 0; t < BLOCK; t++) {
    const Σ1 = turn(e, 6) ^ turn(e, 11) ^ turn(e, 25);
    const choice = (e & f) ^ (~e & g);
    const first = (h + Σ1 + choice + (constants[t] as number) + (schedule[t] as number)) | 0;
    const Σ0 = turn(a, 2) ^ turn(a, 13) ^ turn(a, 22);
    const majority = (a & b) ^ (a & c) ^ (b & c);
    h = g;
    g = f;
    f = e;
    e = (d + first) | 0;
    d = c;
    c = b;
    b = a;
    a = (first + Σ0 + majority) | 0;
  }
  for (const [k, word] of [a, b, c, d, e, f, g, h].entries()) state[k] = (state[k] as number) + word;
}

/** Turns 32 bits to the right. */
function turn(word: number, bits: number): number {
  return (word >>> bits) | (word << (32 - bits));
}

/** 32 bits behind the point of a root of the first primes; float64 holds as many. */
function fractions(count: number, root: (prime: number) => number): Int32Array {
  const primes: number[] = [];
  for (let n = 2; primes.length < count; n++) if (primes.every((prime) => n % prime !== 0)) primes.push(n);
  return Int32Array.from(primes, (prime) => ((root(prime) % 1) * 2 ** 32) | 0);
}
