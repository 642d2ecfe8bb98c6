import { existsSync, readFileSync, statSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { figures, readReadme } from "./readme-figures.ts";

const at = (path: string): URL => new URL(`../../${path}`, import.meta.url);

describe("the README", () => {
  test("states the figures that were measured (node tests/house/run.mjs tests/house/readme-figures.ts writes them)", () => {
    expect(readReadme()).toContain(figures());
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
