import { createHash } from "node:crypto";
import { expect, test } from "vitest";
import { sha256 } from "../../src/engine/sha-256.ts";

const bytesOf = (length: number) => Uint8Array.from({ length }, (_, k) => (k * 167 + length) % 256);
const reference = (bytes: Uint8Array) => createHash("sha256").update(bytes).digest("hex");

test("SHA-256 of a text is the one of FIPS 180-4", () => {
  expect(sha256(new TextEncoder().encode("abc"))).toBe("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
});

test("SHA-256 of bytes of every length around the blocks is what OpenSSL computes, wherever they lie in their buffer", () => {
  for (let length = 0; length <= 200; length++) expect(sha256(bytesOf(length)), `${length}`).toBe(reference(bytesOf(length)));
  const within = bytesOf(1000).subarray(3, 900);
  expect(sha256(within)).toBe(reference(within));
  expect(sha256(bytesOf(1_000_003))).toBe(reference(bytesOf(1_000_003)));
});
