import { formulas } from "virtual:formulas";
import { Typeset } from "./typeset.tsx";

/** An equation of the cell registry or a formula of a view. `label` as for Typeset. @throws Error for TeX that was not typeset. */
export function Formula({ tex, label }: { readonly tex: string; readonly label?: string }) {
  return <Typeset tex={tex} from={formulas} {...(label === undefined ? {} : { label })} />;
}
