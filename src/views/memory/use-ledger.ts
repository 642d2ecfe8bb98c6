import { useMemo } from "react";
import {
  hasLedger,
  LEDGER_WORDS,
  type Ledger,
  ledgerOfUnit,
  ledgerShares,
  memoryHorizon,
} from "../../engine/analysis/write-ledger.ts";
import { useApp } from "../shared/use-app.ts";
import { useRestingTrace } from "./use-resting-trace.ts";

/** What is written in the sentence's ledger, as far as it is computed. */
export interface Ledgers {
  readonly unit: Ledger;
  readonly shares: Ledger;
  /** Mean share by words back (T). */
  readonly horizon: Float64Array;
}

/** Why there is no ledger, in words for the reader. */
export type NoLedger = "waiting" | "no gates" | "too long";

/** The ledgers of the pinned unit and of the whole layer, read anew when the numbers have come to rest. */
export function useLedgers(): Ledgers | NoLedger {
  const unit = useApp((state) => state.unit);
  const layer = useApp((state) => state.layer);
  const trace = useRestingTrace();
  const shares = useMemo(() => (trace === null || !isWithin(trace) ? null : ledgerShares(trace, layer)), [trace, layer]);
  const own = useMemo(
    () => (trace === null || !isWithin(trace) || unit >= trace.layout.units ? null : ledgerOfUnit(trace, layer, unit)),
    [trace, layer, unit],
  );
  const horizon = useMemo(() => (shares === null ? null : memoryHorizon(shares)), [shares]);
  if (trace === null) return "waiting";
  if (!hasLedger(trace.layout)) return "no gates";
  if (trace.steps > LEDGER_WORDS) return "too long";
  return shares === null || own === null || horizon === null ? "waiting" : { unit: own, shares, horizon };
}

function isWithin(trace: Parameters<typeof ledgerShares>[0]): boolean {
  return hasLedger(trace.layout) && trace.steps > 0 && trace.steps <= LEDGER_WORDS;
}
