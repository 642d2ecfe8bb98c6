import { symbols } from "virtual:symbols";
import { Typeset } from "./typeset.tsx";

/** A signal's symbol, silent: its name stands beside it. Apart from the formulas, since the heatmaps need no more than symbols. */
export function SignalSymbol({ tex }: { readonly tex: string }) {
  return <Typeset tex={tex} from={symbols} label="" />;
}
