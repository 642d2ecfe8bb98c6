import { lazy, Suspense } from "react";
import { useDialogs } from "./dialogs.tsx";

const ModelMenu = lazy(() => import("./model-menu.tsx").then((module) => ({ default: module.ModelMenu })));
const ShareDialog = lazy(() => import("./share-dialog.tsx").then((module) => ({ default: module.ShareDialog })));
const KeyboardDialog = lazy(() => import("./keyboard-dialog.tsx").then((module) => ({ default: module.KeyboardDialog })));

/** Loads and shows the dialog that is open; none of them weighs on the first paint. */
export function DialogHost() {
  const { open } = useDialogs();
  if (open === null) return null;
  return (
    <Suspense>
      {open === "models" && <ModelMenu />}
      {open === "share" && <ShareDialog />}
      {open === "keyboard" && <KeyboardDialog />}
    </Suspense>
  );
}
