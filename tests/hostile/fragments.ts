import { createRandom, type Random } from "../../src/engine/random.ts";
import { keys } from "../../src/store/address-keys.ts";

const pick = <T>(random: Random, choices: readonly T[]): T => choices[Math.floor(random() * choices.length)] as T;

/** Values that keys may have, in order and not. */
const values: readonly string[] = [
  "",
  " ",
  "0",
  "1",
  "2",
  "-1",
  "3.5",
  "1e9",
  "1e999",
  "NaN",
  "Infinity",
  "null",
  "undefined",
  "true",
  "x",
  "99999",
  "999999999",
  "4294967296",
  "gates",
  "gradients",
  "predict",
  "activations",
  "memory",
  "story-lstm",
  "story-rnn",
  "mine",
  "forget",
  "update",
  "softmax",
  "24",
  "64",
  "all",
  "active",
  "similar",
  "trained",
  "random",
  "repeated",
  "examples",
  "gains",
  "words",
  "signals",
  "norm",
  "integrated",
  "cellState",
  "hiddenState",
  "forgetGate:relu",
  "map",
  "ledger",
  "match",
  "quotes",
  "next",
  "1:a",
  "1:a\n2:b",
  "99999:a",
  "cellState_0.5_1_0_1h",
  "a:cellState_0.5_1_0_1h",
  "cellState_0.5_1_0_99999h",
  "floor~couch",
  "~",
  "likeliest",
  "a,b,c",
  "light",
  "dark",
  "__proto__",
  "constructor",
  "toString",
  "hasOwnProperty",
  "<script>alert(1)</script>",
  "javascript:alert(1)",
  '"><img src=x onerror=alert(1)>',
  "\u0000",
  "\u202e",
  "\ud800",
  "\ufeff",
  "é",
  "猫",
  "😀",
  "the cat sat",
  "the  cat\n\nsat",
  "don't 'tis “quoted” -- …",
  "1 2 3",
  "#1 #2",
  "%",
  "%%",
  "%zz",
  "&",
  "=",
  "#",
  "?",
  "/",
  "\\",
  "'",
  '"',
  "the cat ".repeat(300),
  "x".repeat(5000),
  "a-".repeat(2000),
  '"'.repeat(1000),
  " ".repeat(3000),
];

/** A fragment of a seed, with its `#`: keys in any number and order, some of them twice, encoded or broken. */
export function hostileFragment(seed: number): string {
  const random = createRandom(seed);
  const known = ["v", ...keys.keys()];
  const parts = Array.from({ length: 1 + Math.floor(random() * 8) }, () => {
    const key = random() < 0.9 ? pick(random, known) : pick(random, values);
    const value = random() < 0.9 ? pick(random, values) : randomText(random);
    const encoding = random();
    if (encoding < 0.7) return new URLSearchParams({ [key]: value }).toString();
    if (encoding < 0.8) return `${key}=${value}`;
    if (encoding < 0.9)
      return `${key}=${encodeURIComponent(value.replace(/[\ud800-\udfff]/g, ""))}%${pick(random, ["", "f", "E0%A4%A", "zz", "00", "ff"])}`;
    return pick(random, [key, `=${value}`, `${key}==${value}`, `${key}[]=${value}`]);
  });
  return `#${parts.join("&")}`;
}

function randomText(random: Random): string {
  const most = pick(random, [0x7f, 0x2ff, 0xffff]);
  return Array.from({ length: Math.floor(random() * 60) }, () => String.fromCharCode(Math.floor(random() * most))).join("");
}
