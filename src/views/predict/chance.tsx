import { formatChance } from "../shared/format.ts";
import { Numeral } from "../shared/numeral.tsx";

/** A probability, its percent sign a step lighter; what is less than a thousandth as a power of ten. */
export function Chance({ probability }: { readonly probability: number }) {
  const text = formatChance(probability);
  if (!text.endsWith("%")) return <Numeral text={text} />;
  return (
    <>
      {text.slice(0, -1)}
      <span className="percent">%</span>
    </>
  );
}
