import { resolve } from "node:path";
import katex from "katex";
import { normalizePath, type Plugin, runnerImport } from "vite";
import type { CellType } from "../../engine/cell.ts";
import type { Equation } from "../../engine/equation.ts";

/** The virtual modules, each with one export of that name. */
const modules = ["formulas", "symbols"] as const;
const registryPath = "src/engine/cells/registry.ts";
const equationsPath = "src/engine/cells/equations.ts";
/** Formulas of a view that belong to no cell: each file exports `formulas`. */
const viewPaths = ["src/views/gradients/formulas.ts", "src/views/activations/formulas.ts"];

interface Typeset {
  /** HTML and MathML of every equation by its TeX. */
  readonly formulas: Readonly<Record<string, string>>;
  /** HTML of every signal's symbol by its TeX. */
  readonly symbols: Readonly<Record<string, string>>;
  /** Files that the formulas were read from. */
  readonly sources: readonly string[];
}

/**
 * Typesets every TeX string of the cell registry and of the views while the page is built, so that KaTeX itself never reaches the reader. Serves
 * `virtual:formulas` and `virtual:symbols`, and leaves of `katex.min.css` only what those formulas use. TeX that KaTeX refuses stops the build.
 */
export function formulaPlugin(): Plugin {
  let root = "";
  let typeset: Promise<Typeset> | null = null;
  const readFormulas = (): Promise<Typeset> => {
    typeset ??= typesetRegistry(root);
    return typeset;
  };
  return {
    name: "gatescope-formulas",
    enforce: "pre",
    configResolved(config) {
      root = config.root;
    },
    resolveId: (id) => (modules.some((name) => id === `virtual:${name}`) ? `\0${id}` : null),
    async load(id) {
      const name = modules.find((candidate) => id === `\0virtual:${candidate}`);
      if (name === undefined) return null;
      const read = await readFormulas();
      for (const source of read.sources) this.addWatchFile(source);
      return `export const ${name} = ${JSON.stringify(read[name])};`;
    },
    async transform(code, id) {
      if (!normalizePath(id).endsWith("/katex/dist/katex.min.css")) return null;
      const { formulas, symbols } = await readFormulas();
      return { code: trimStyles(code, Object.values({ ...formulas, ...symbols }).join("")), map: null };
    },
    hotUpdate({ file }) {
      const path = normalizePath(file);
      if (path.includes("/src/engine/cells/") || viewPaths.some((view) => path.endsWith(view))) typeset = null;
    },
  };
}

async function typesetRegistry(root: string): Promise<Typeset> {
  const load = <T>(path: string) => runnerImport<T>(resolve(root, path), { root, logLevel: "error" });
  const registry = await load<{ readonly cells: readonly CellType[] }>(registryPath);
  const equations = await load<{ readonly equationsOf: (cell: CellType) => readonly Equation[] }>(equationsPath);
  const formulas: Record<string, string> = {};
  const symbols: Record<string, string> = {};
  for (const cell of registry.module.cells) {
    for (const tex of symbolsOf(cell)) symbols[tex] = colourSymbols(typesetFormula(tex, "html"), cell);
    for (const tex of formulasOf(equations.module.equationsOf(cell))) formulas[tex] = colourSymbols(typesetFormula(tex), cell);
  }
  const sources = [...registry.dependencies, ...equations.dependencies];
  for (const path of viewPaths) {
    const ofView = await load<{ readonly formulas: readonly string[] }>(path);
    for (const tex of ofView.module.formulas) formulas[tex] = typesetFormula(tex);
    sources.push(...ofView.dependencies);
  }
  return { formulas, symbols, sources: sources.map((path) => resolve(root, path)) };
}

/** TeX of the symbols of a cell's drawn signals. */
export function symbolsOf(cell: CellType): string[] {
  return cell.signals.filter((signal) => signal.role !== "preActivation").map((signal) => signal.symbol);
}

/** TeX of the equations that have any. */
export function formulasOf(equations: readonly Equation[]): string[] {
  return equations.flatMap(({ formula }) => (formula === undefined ? [] : [formula]));
}

/**
 * HTML (hidden from assistive technology) and MathML of one formula; HTML alone for a symbol beside its name, which nobody hears.
 * `\htmlData{signal=forgetGate, when=now}{f_t}` becomes data attributes. @throws ParseError for TeX that KaTeX does not know.
 */
export function typesetFormula(tex: string, output: "htmlAndMathml" | "html" = "htmlAndMathml"): string {
  const html = katex.renderToString(tex, {
    output,
    throwOnError: true,
    trust: (context) => context.command === "\\htmlData",
    strict: (code: string) => (code === "htmlExtension" ? "ignore" : "error"),
  });
  return html.replace(/<annotation[^>]*>.*?<\/annotation>/gs, "");
}

/** Gives every symbol of a signal the hue of that signal. @throws Error for a signal that the cell does not have. */
export function colourSymbols(html: string, cell: CellType): string {
  return html.replace(/data-signal="([^"]*)"/g, (attribute, name: string) => {
    const signal = cell.signals.find((candidate) => candidate.name === name);
    if (signal === undefined) throw new Error(`${cell.id}: a formula names ${name}, which is not among the cell's signals`);
    return `${attribute} data-hue="${signal.hue}"`;
  });
}

/**
 * Keeps the rules whose classes occur in `html` and the fonts that those rules name, as woff2 only. `css` is KaTeX's own style
 * sheet: flat rules, no nesting.
 */
export function trimStyles(css: string, html: string): string {
  const elements = [...html.matchAll(/class="([^"]*)"/g)].map((match) => new Set((match[1] ?? "").split(/\s+/)));
  const rules = css.split("}").filter((rule) => rule.includes("{"));
  const faces = rules.filter((rule) => rule.startsWith("@font-face"));
  const kept = rules.flatMap((rule) => {
    if (rule.startsWith("@font-face")) return [];
    const [selectors = "", body = ""] = rule.split("{");
    const used = selectors.split(",").filter((selector) => isUsed(selector, elements, html));
    return used.length === 0 ? [] : [`${used.join(",")}{${body}}`];
  });
  const fonts = new Set(kept.flatMap((rule) => fontOf(rule)));
  const keptFaces = faces.filter((face) => fontOf(face).some((font) => fonts.has(font))).map((face) => `${onlyWoff2(face)}}`);
  return [...keptFaces, ...kept].join("\n");
}

/** True where each part of the selector fits some element of `html`; where they stand to each other is not looked at. */
function isUsed(selector: string, elements: readonly ReadonlySet<string>[], html: string): boolean {
  const compounds = selector.replace(/:not\([^)]*\)/g, "").split(/[\s>]+/);
  return compounds.every((compound) => {
    const element = /^[a-z]+/.exec(compound)?.[0];
    if (element !== undefined && !html.includes(`<${element}`)) return false;
    const classes = [...compound.matchAll(/\.([\w-]+)/g)].map((match) => match[1] ?? "");
    return classes.length === 0 || elements.some((names) => classes.every((name) => names.has(name)));
  });
}

/** `KaTeX_Math italic 400` of a rule or a face that names a KaTeX font. */
function fontOf(rule: string): string[] {
  const family = /KaTeX_[A-Za-z0-9]+/.exec(rule)?.[0];
  if (family === undefined) return [];
  const style = /font-style:italic/.test(rule) ? "italic" : "normal";
  const weight = /font-weight:700/.test(rule) ? "700" : "400";
  return [`${family} ${style} ${weight}`];
}

function onlyWoff2(face: string): string {
  return face.replace(/src:[^;}]*/, (source) => {
    const woff2 = /url\([^)]*\.woff2\) format\("woff2"\)/.exec(source)?.[0];
    if (woff2 === undefined) throw new Error(`no woff2 in ${source}`);
    return `src:${woff2}`;
  });
}
