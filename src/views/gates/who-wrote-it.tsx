import { hasLedger } from "../../engine/analysis/write-ledger.ts";
import type { CellType } from "../../engine/cell.ts";
import { useApp, useAppHandle } from "../shared/use-app.ts";

/** Opens the ledger of the pinned unit at the pinned word; one entry of the history, so that Back leads here again. */
export function WhoWroteIt({ cell }: { readonly cell: CellType }) {
  const { store } = useAppHandle();
  const units = useApp((state) => state.model?.config.units ?? 0);
  if (!hasLedger({ layers: 1, signals: cell.signals, units })) return null;
  const open = () => {
    const { remember, set } = store.getState();
    remember({ memoryPart: "ledger" }, { isCommit: false });
    set({ view: "memory" });
  };
  return (
    <button type="button" className="who-wrote-it" onClick={open}>
      Who wrote it
    </button>
  );
}
