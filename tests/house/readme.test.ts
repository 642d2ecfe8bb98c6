import { existsSync, readFileSync, statSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { finish } from "../../src/engine/gradients/progress.ts";
import { studyModel } from "../../src/engine/gradients/study.ts";
import { typescriptKernels } from "../../src/engine/kernels/typescript.ts";
import { carryIn } from "../../src/engine/reach/carried-in.ts";
import { openingOf, ownText } from "../../src/engine/reach/own-story.ts";
import { tokenize, vocabularyOf } from "../../src/engine/tokenizer.ts";
import { gallery } from "../../src/store/gallery.ts";
import { formatNorm } from "../../src/views/shared/powers.ts";
import { openSmall } from "../engine/files.ts";
import { figures, readReadme } from "./readme-figures.ts";

const at = (path: string): URL => new URL(`../../${path}`, import.meta.url);

describe("the README", () => {
  test("states the figures that were measured (node tests/house/run.mjs tests/house/readme-figures.ts writes them)", () => {
    expect(readReadme()).toContain(figures());
  });

  test("says of keep and its twin what the page computes of the sentence that they open with", () => {
    const opens = gallery.find(({ id }) => id === "keep")?.opens;
    if (opens === undefined) throw new Error("keep opens with no sentence");
    const writer = openSmall("keep");
    const before = openingOf(finish(ownText(writer, 0, typescriptKernels)), writer);
    const [own, twin] = ["keep", "keep-rnn"].map((id) => {
      const model = carryIn(openSmall(id), before, typescriptKernels);
      const ids = Int32Array.from(tokenize(opens.text, vocabularyOf(model)), (token) => token.id);
      const study = studyModel(model, ids, ids.length, { kind: "actual" });
      if (!study.ok) throw new Error(study.problem.title);
      const { cell, hidden } = study.value.layers[0] as (typeof study.value.layers)[number];
      const { log10 } = cell ?? hidden;
      return (log10[opens.step - 1] as number) - (log10.at(-1) as number);
    });
    expect(readReadme()).toContain(
      `${(100 * 10 ** (own as number)).toFixed(0)} % of the gradient is left at the LSTM's C and ${formatNorm(twin as number)} at the RNN's h`,
    );
  });

  test("names files that are there", () => {
    const named = [...readReadme().matchAll(/`((?:src|tests|training|public|\.ci)\/[\w./-]+)`|\]\(([\w./-]+)\)/g)].map(
      (found) => found[1] ?? found[2] ?? "",
    );
    expect(named.length).toBeGreaterThan(15);
    // Folders that are made on demand are not there in a fresh clone.
    expect(named.filter((path) => !existsSync(at(path)) && !path.startsWith("tests/pictures"))).toEqual([]);
  });

  test("its picture weighs at most 250 kB", () => {
    expect(statSync(at("tests/browser/gates.png")).size).toBeLessThanOrEqual(250_000);
  });

  test("its commands are the package's", () => {
    const { scripts } = JSON.parse(readFileSync(at("package.json"), "utf8")) as { scripts: Record<string, string> };
    const used = [...readReadme().matchAll(/npm run ([\w-]+)/g)].map((found) => found[1] ?? "");
    expect(used.filter((name) => scripts[name] === undefined)).toEqual([]);
    expect(scripts["start"]).toBeDefined();
    expect(scripts["test"]).toBeDefined();
  });

  test("explains every dependency", () => {
    const { dependencies, devDependencies } = JSON.parse(readFileSync(at("package.json"), "utf8")) as Record<
      string,
      Record<string, string>
    >;
    const table = readReadme().slice(readReadme().indexOf("## Why each dependency"));
    const packages = Object.keys({ ...dependencies, ...devDependencies }).filter((name) => !name.startsWith("@types/"));
    expect(packages.filter((name) => !table.includes(name))).toEqual([]);
  });
});
