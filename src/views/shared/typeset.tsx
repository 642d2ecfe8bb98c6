import "katex/dist/katex.min.css";
import "./formula.css";

interface Props {
  /** TeX of the cell registry or of a view, as it stands there. */
  readonly tex: string;
  /** HTML and MathML by TeX, as KaTeX wrote them while the page was built. */
  readonly from: Readonly<Record<string, string>>;
  /** One image of that name; hidden from assistive technology where it is empty; without it the MathML is read. */
  readonly label?: string;
}

/** Mathematics that was typeset at build time. @throws Error for TeX that was not. */
export function Typeset({ tex, from, label }: Props) {
  const html = from[tex];
  if (html === undefined) throw new Error(`nothing has typeset the formula ${tex}`);
  const role = label === undefined ? {} : label === "" ? { "aria-hidden": true } : { role: "img", "aria-label": label };
  // biome-ignore lint/security/noDangerouslySetInnerHtml: KaTeX wrote it while the page was built, from our own registry
  return <span className="formula" {...role} dangerouslySetInnerHTML={{ __html: html }} />;
}
