import "katex/dist/katex.min.css";
import "./formula.css";
import { formulas } from "virtual:formulas";

/**
 * A formula of the cell registry or of a view, typeset at build time. `tex` is the string as it stands there. With `label` it is one image
 * of that name; with an empty label it is hidden from assistive technology; without, its MathML is read.
 * @throws Error for TeX that was not typeset.
 */
export function Formula({ tex, label }: { readonly tex: string; readonly label?: string }) {
  const html = formulas[tex];
  if (html === undefined) throw new Error(`nothing has typeset the formula ${tex}`);
  const role = label === undefined ? {} : label === "" ? { "aria-hidden": true } : { role: "img", "aria-label": label };
  // biome-ignore lint/security/noDangerouslySetInnerHtml: KaTeX wrote it while the page was built, from our own registry
  return <span className="formula" {...role} dangerouslySetInnerHTML={{ __html: html }} />;
}
