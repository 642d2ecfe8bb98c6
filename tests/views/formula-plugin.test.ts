import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { equationsOf } from "../../src/engine/cells/equations.ts";
import { cells } from "../../src/engine/cells/registry.ts";
import { colourSymbols, formulasOf, symbolsOf, trimStyles, typesetFormula } from "../../src/views/shared/formula-plugin.ts";

const styles = readFileSync("node_modules/katex/dist/katex.min.css", "utf8");

describe("formula plugin", () => {
  it("typesets every formula of every registered cell, with MathML beside the HTML", () => {
    for (const cell of cells) {
      for (const tex of [...symbolsOf(cell), ...formulasOf(equationsOf(cell))]) {
        const html = colourSymbols(typesetFormula(tex), cell);
        expect(html).toContain("<math");
        expect(html).not.toContain("annotation");
        expect(html).not.toContain("<style");
      }
    }
  });

  it("keeps the data attributes of a symbol and adds the hue of its signal", () => {
    const cell = cells[0];
    if (cell === undefined) throw new Error("the registry is empty");
    const signal = cell.signals[0];
    if (signal === undefined) throw new Error("the cell has no signals");
    const html = colourSymbols(typesetFormula(`\\htmlData{signal=${signal.name}, when=now}{x}`), cell);
    expect(html).toContain(`data-signal="${signal.name}" data-hue="${signal.hue}" data-when="now"`);
  });

  it("refuses TeX that does not parse and symbols that the cell does not have", () => {
    const cell = cells[0];
    if (cell === undefined) throw new Error("the registry is empty");
    expect(() => typesetFormula("\\frac{1}{")).toThrow(/KaTeX parse error/);
    expect(() => colourSymbols(typesetFormula("\\htmlData{signal=mood}{m_t}"), cell)).toThrow(/mood/);
  });

  it("keeps of KaTeX's styles only what the formulas use, with woff2 fonts alone", () => {
    const trimmed = trimStyles(styles, typesetFormula("f_t = \\bigl(x\\bigr)"));
    const faces = [...trimmed.matchAll(/url\(fonts\/([^)]*)\)/g)].map((match) => match[1]);
    expect(faces).toEqual(["KaTeX_Main-Regular.woff2", "KaTeX_Math-Italic.woff2", "KaTeX_Size1-Regular.woff2"]);
    expect(trimmed).toContain(".katex .vlist-t{");
    expect(trimmed).toContain(".katex .katex-sizing.reset-size6.size3{");
    expect(trimmed).not.toContain(".mtable");
    expect(trimmed).not.toMatch(/\.woff\)|\.ttf/);
    expect(trimmed.length).toBeLessThan(styles.length / 4);
  });
});
