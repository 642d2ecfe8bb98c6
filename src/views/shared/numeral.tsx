import "./numeral.css";

const raised = new Map([..."⁰¹²³⁴⁵⁶⁷⁸⁹⁻"].map((glyph, place) => [glyph, "0123456789−"[place] as string]));

/** What stands before a raised exponent, the exponent in the page's own digits, and what follows; null for a number without one. */
export function splitPower(text: string): { readonly base: string; readonly exponent: string; readonly after: string } | null {
  const [, base, exponent, after = ""] = /^(.*?10)([⁰¹²³⁴⁵⁶⁷⁸⁹⁻]+)(.*)$/.exec(text) ?? [];
  if (base === undefined || exponent === undefined) return null;
  return { base, exponent: [...exponent].map((glyph) => raised.get(glyph)).join(""), after };
}

/**
 * A number, its exponent raised by style: the page's font has no superscripts beyond ³, and a fallback's stand out. What is copied
 * and what is heard is the text as it was written.
 */
export function Numeral({ text }: { readonly text: string }) {
  const split = splitPower(text);
  if (split === null) return text;
  return (
    <>
      <span className="visually-hidden">{text}</span>
      <span className="power" data-base={split.base} data-exponent={split.exponent} aria-hidden="true" />
      <span className="power" data-base={split.after} aria-hidden="true" />
    </>
  );
}
