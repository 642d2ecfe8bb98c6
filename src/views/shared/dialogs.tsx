import { createContext, type ReactNode, useContext, useMemo, useState } from "react";

/** What can stand over the page, one at a time. */
export type DialogName = "models" | "share" | "keyboard";

interface Dialogs {
  readonly open: DialogName | null;
  readonly show: (name: DialogName) => void;
  readonly close: () => void;
}

const DialogsContext = createContext<Dialogs | null>(null);

/** Remembers which dialog is open. */
export function DialogsProvider({ children }: { readonly children: ReactNode }) {
  const [open, setOpen] = useState<DialogName | null>(null);
  const dialogs = useMemo(() => ({ open, show: setOpen, close: () => setOpen(null) }), [open]);
  return <DialogsContext value={dialogs}>{children}</DialogsContext>;
}

/** The open dialog and how to change it. @throws Error outside the provider. */
export function useDialogs(): Dialogs {
  const dialogs = useContext(DialogsContext);
  if (dialogs === null) throw new Error("DialogsProvider is missing");
  return dialogs;
}
