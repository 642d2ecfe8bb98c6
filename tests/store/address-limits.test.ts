import { readFileSync } from "node:fs";
import { afterEach, describe, expect, test } from "vitest";
import { plainFeatures } from "../../src/engine/corpus/word-features.ts";
import {
  ADDRESS_LETTERS,
  FURTHER_LETTERS,
  KEPT_PATTERNS,
  LIST_LETTERS,
  MANY_LETTERS,
  MANY_SENTENCES,
  PATTERN_NAME_LETTERS,
  SENTENCE_LETTERS,
  TARGET_LETTERS,
  UNIT_NAME_LETTERS,
} from "../../src/engine/limits.ts";
import { keys } from "../../src/store/address-keys.ts";
import { defaultAddress } from "../../src/store/address-state.ts";
import { pointColours } from "../../src/store/memory-state.ts";
import { linkedText, readAddress, writeAddress } from "../../src/store/permalink.ts";
import { until } from "../worker/in-process-engine.ts";
import { startTestApp, type TestApp } from "./test-app.ts";

let app: TestApp;
afterEach(() => app?.stop());

const told = () => app.state().notices.map(({ problem }) => `${problem.title}: ${problem.detail}`);
const known = { views: ["gates", "memory"], models: ["story-lstm"] };
const readOne = (key: string, value: string) => readAddress(`#${new URLSearchParams({ [key]: value })}`, known);

/** Of every key values that are none; `s` takes any text. */
const malformed: Readonly<Record<string, readonly string[]>> = {
  v: ["0", "x", "", "01", "-1"],
  view: ["", "nowhere", "__proto__"],
  model: ["", "mine", "constructor"],
  t: ["0", "-1", "1.5", "x", "", "99999", "1e9999"],
  u: ["-1", "x", "", "4096", "٣"],
  layer: ["-1", "x", "", "7"],
  stage: ["", "nowhere", "<b>", "x".repeat(100)],
  rows: ["", "7", "ALL"],
  order: ["", "random", "__proto__"],
  temp: ["", "0", "9", "NaN", "Infinity", "-1"],
  at: ["0", "-1", "x", "", "99999"],
  target: ["", "  ", "x".repeat(TARGET_LETTERS + 1)],
  rel: ["", "2", "true"],
  weights: ["", "mine"],
  units: ["", "0", "513", "x"],
  seed: ["", "-1", "x", "1e3"],
  rec: ["", "-1", "5", "NaN"],
  in: ["", "-1", "5", "x"],
  fb: ["", "-3", "6", "x"],
  len: ["", "0", "501", "x"],
  words: ["", "none"],
  many: ["", "\n \n", "x\n".repeat(MANY_SENTENCES + 1), "x".repeat(MANY_LETTERS + 1)],
  s2: ["x".repeat(FURTHER_LETTERS + 1)],
  follow: ["", " ", "x".repeat(TARGET_LETTERS + 1)],
  probes: ["", ",", "a,b,c,d,e,f,g,h,i,j,k,l,m", `a,${"x".repeat(TARGET_LETTERS + 1)}`],
  topk: ["", "0", "x", "-1"],
  topp: ["", "0", "1.1", "x"],
  fn: ["", "forgetGate", "forgetGate:sin", "nothing:relu", "__proto__:relu"],
  memory: ["", "nowhere"],
  tracks: ["", "nothing", "depth,depth", "quotation,depth,digit,vowel", "__proto__"],
  guide: ["", "0", "7", "1.5", "one", "__proto__"],
  state: ["", "gates"],
  colour: ["", "nonsense", "__proto__"],
  names: ["", "x", "1", "99999:x", "1:", `1:${"x".repeat(UNIT_NAME_LETTERS + 1)}`, `1:x\n${"2:y\n".repeat(LIST_LETTERS / 4)}`],
  pattern: ["", "nonsense", "cellState_0.5_1_0_99999h", "nothing_0.5_1_0_1h", "cellState_0.5_1_0_"],
  kept: ["", "x", "x:nonsense", "x:cellState_0.5_1_0_99999h", `${"x".repeat(PATTERN_NAME_LETTERS + 1)}:cellState_0.5_1_0_1h`],
  asks: ["all", "", "Across"],
  before: ["zeros", "", "Story"],
  under: ["", "nowhere"],
  by: ["", "nothing"],
  signal: ["", "nothing", "<b>"],
  theme: ["", "blue"],
  embed: ["", "2", "yes"],
};

describe("every key of the address", () => {
  test("is one that README names, and README names no other", () => {
    const readme = readFileSync("README.md", "utf8");
    const table = readme.slice(readme.indexOf("| key | meaning"), readme.indexOf("## How it is made"));
    const named = [...table.matchAll(/^\| (`[a-z0-9`, ]+`) \|/gm)].flatMap((row) => (row[1] as string).match(/[a-z0-9]+/g) ?? []);
    expect(named.sort()).toEqual(["v", ...keys.keys()].sort());
    expect([...Object.keys(malformed), "s"].sort()).toEqual(named);
  });

  test.each(
    Object.entries(malformed).flatMap(([key, values]) => values.map((value) => [key, value.slice(0, 30), value] as const)),
  )("%s=%s is told by its name, and the page shows the rest", async (key, _, value) => {
    app = startTestApp({
      fragment: `#${new URLSearchParams([
        ["s", "the cat sat on the mat"],
        [key, value],
      ])}`,
    });
    await app.rest();
    expect(app.state().text).toBe("the cat sat on the mat");
    expect(told()).toHaveLength(1);
    expect(told()[0]).toMatch(new RegExp(`^A part of the address was ignored: ${key}(=.*)? \\(`, "s"));
    expect(told()[0]?.length).toBeLessThan(500);
  });

  test("that is given twice is told; the last value that can be read counts", async () => {
    for (const key of [...keys.keys()].filter((each) => each !== "s")) {
      app?.stop();
      app = startTestApp({ fragment: `#s=the+cat&${key}=%00&${key}=%01` });
      await app.rest();
      expect(told()[0]).toContain(`${key} (given 2 times; the last one that can be read counts)`);
    }
    app.stop();
    app = startTestApp({ fragment: "#s=a+dog&s=the+cat+sat&t=2&t=x" });
    await app.rest();
    expect(app.state()).toMatchObject({ text: "the cat sat", step: 2 });
    expect(told()[0]).toContain("s (given 2 times; the last one that can be read counts), t (given 2 times");
  });

  test("in a hundred thousand parts is read in a moment, and told in a line", async () => {
    const parts = Array.from({ length: 100_000 }, (_, k) => `k${k}=v`).join("&");
    app = startTestApp({ fragment: `#s=the+cat&${parts}` });
    await app.rest();
    expect(app.state().text).toBe("the cat");
    expect(told()[0]).toContain("k11=v (unknown here), and 99988 more.");
  });

  test("colours the points by what the view has", () => {
    expect(pointColours).toEqual([...plainFeatures.map(({ id }) => id), "next"]);
  });
});

describe("a notice of the address", () => {
  test("goes when the next address is a good one", async () => {
    app = startTestApp({ fragment: "#s=the+cat&rows=7" });
    await app.rest();
    expect(told()).toHaveLength(1);
    app.address.push("#s=the+dog");
    app.address.go(0);
    await app.rest();
    expect(told()).toEqual([]);
    app.address.push("#v=2");
    app.address.go(0);
    expect(told()[0]).toContain("version 2");
    app.address.push("#s=the+dog");
    app.address.go(0);
    expect(told()).toEqual([]);
  });
});

describe("what an address carries", () => {
  test("is the whole sentence up to the limit of letters, and its beginning beyond", () => {
    const fits = "a".repeat(ADDRESS_LETTERS - "s=".length - 1);
    const one = writeAddress({ ...defaultAddress, text: fits });
    expect(one.length).toBeLessThanOrEqual(ADDRESS_LETTERS + 1);
    expect(readAddress(one, known).address.text).toBe(fits);
    const long = writeAddress({ ...defaultAddress, text: "the cat ".repeat(SENTENCE_LETTERS / 8), temperature: 0.5, step: 3 });
    expect(long.length).toBeLessThanOrEqual(ADDRESS_LETTERS + 1);
    expect(readAddress(long, known).address).toMatchObject({ temperature: 0.5, step: 3 });
    expect(readAddress(long, known).address.text).toMatch(/^(the cat )+the( cat)?$/);
  });

  test("is counted as it is encoded, whatever the letters are", () => {
    for (const letter of ["a", " ", "*", "~", "é", "я", "猫", "😀", "\ud800", "'", "(", "%", "\n"]) {
      const text = letter.repeat(3000);
      const linked = linkedText(text, 9000);
      expect(new URLSearchParams({ s: linked }).toString().length - 2).toBeLessThanOrEqual(9000);
      expect(text.startsWith(linked)).toBe(true);
      expect(linkedText("the cat", 9000)).toBe("the cat");
    }
  });

  test("of names and kept patterns is as many lines as are read back", () => {
    const unitNames = new Map(Array.from({ length: 1000 }, (_, unit) => [unit, `name ${unit}`]));
    const keptPatterns = new Map(
      Array.from({ length: KEPT_PATTERNS }, (_, k) => [`pattern ${k}`, `cellState_0.5_1_0_${"1h".repeat(400)}`]),
    );
    const { address, ignored } = readAddress(writeAddress({ ...defaultAddress, unitNames, keptPatterns }), known);
    expect(ignored).toEqual([]);
    expect(address.unitNames.size).toBeGreaterThan(300);
    expect(address.unitNames.size).toBeLessThan(1000);
    expect(address.keptPatterns.size).toBeGreaterThan(5);
  });

  test("is told where it is the beginning alone; Back brings the whole sentence all the same", async () => {
    const long = "猫".repeat(300).concat(" ").repeat(60);
    app = startTestApp();
    await app.rest();
    app.state().setText(long);
    await app.rest();
    app.state().pin({ unit: 2 });
    app.clock.advance(5000);
    expect(app.address.read().length).toBeLessThanOrEqual(ADDRESS_LETTERS + 1);
    expect(told()[0]).toMatch(/^The address holds the first \d+ words of the sentence, of 60: The page has all of them/);
    app.state().dismiss(app.state().notices[0]?.id ?? 0);
    app.state().pin({ unit: 3 });
    expect(told()).toEqual([]);
    app.address.go(-1);
    await app.rest();
    expect(app.state()).toMatchObject({ text: long, unit: 2 });
  });
});

describe("what is typed beside the sentence", () => {
  test("is as long as it may be, and a sentence that is cut is told", async () => {
    app = startTestApp();
    await app.rest();
    const { predict, follow, remember } = app.state();
    predict({ second: "x".repeat(FURTHER_LETTERS) });
    await until(() => app.state().second !== null, "the second sentence");
    expect(told()).toEqual([]);
    predict({
      second: "x".repeat(FURTHER_LETTERS + 1),
      followed: "y".repeat(1_000_000),
      probes: Array(50).fill("z".repeat(9999)),
    });
    expect(app.state().second).toHaveLength(FURTHER_LETTERS);
    expect(app.state().followed).toHaveLength(TARGET_LETTERS);
    expect(app.state().probes.join("").length).toBeLessThanOrEqual(12 * TARGET_LETTERS);
    expect(told()[0]).toContain("The first 8,000 letters of the second sentence are kept, of 8,001");
    follow({ target: "x".repeat(999), many: Array.from({ length: MANY_SENTENCES + 1 }, () => "the cat") });
    await until(() => app.state().many !== null, "many sentences");
    expect(app.state().target).toHaveLength(TARGET_LETTERS);
    expect(app.state().many).toHaveLength(MANY_SENTENCES);
    expect(told()[1]).toContain("The first 200 sentences are taken, of 201");
    follow({ many: ["x".repeat(1_000_000)] });
    expect(app.state().many).toBeNull();
    remember({ unitNames: new Map([[1, "x".repeat(100)]]), keptPatterns: new Map([["y".repeat(100), "cellState_0.5_1_0_1h"]]) });
    await until(() => app.state().unitNames.size > 0, "names");
    expect(app.state().unitNames.get(1)).toHaveLength(UNIT_NAME_LETTERS);
    expect([...app.state().keptPatterns.keys()][0]).toHaveLength(PATTERN_NAME_LETTERS);
    app.clock.advance(5000);
    expect(readAddress(app.address.read(), { views: ["gates"], models: [] }).ignored).toEqual([]);
  });

  test("that an address may carry at the limit is carried: one more letter, line or sentence is told", () => {
    expect(readOne("s2", "x".repeat(FURTHER_LETTERS)).ignored).toEqual([]);
    expect(readOne("follow", "x".repeat(TARGET_LETTERS)).ignored).toEqual([]);
    expect(readOne("target", "x".repeat(TARGET_LETTERS)).ignored).toEqual([]);
    expect(readOne("many", Array(MANY_SENTENCES).fill("x").join("\n")).ignored).toEqual([]);
    expect(readOne("names", `1:${"x".repeat(UNIT_NAME_LETTERS)}`).ignored).toEqual([]);
    const patterns = (count: number) => Array.from({ length: count }, (_, k) => `${k}:cellState_0.5_1_0_1h`).join("\n");
    expect(readOne("kept", patterns(KEPT_PATTERNS)).ignored).toEqual([]);
    expect(readOne("kept", patterns(KEPT_PATTERNS + 1)).ignored).toHaveLength(1);
  });
});
