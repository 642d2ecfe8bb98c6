import { Suspense, useEffect } from "react";
import { useDialogs } from "./dialogs.tsx";
import { lazily } from "./lazily.tsx";
import { useApp } from "./use-app.ts";

const dialogs = {
  models: lazily(() => import("./model-menu.tsx").then((module) => module.ModelMenu), { Failure: DialogFailure }),
  share: lazily(() => import("./share-dialog.tsx").then((module) => module.ShareDialog), { Failure: DialogFailure }),
  keyboard: lazily(() => import("./keyboard-dialog.tsx").then((module) => module.KeyboardDialog), { Failure: DialogFailure }),
};

/** Loads and shows the dialog that is open; none of them weighs on the first paint. */
export function DialogHost() {
  const { open } = useDialogs();
  if (open === null) return null;
  const Dialog = dialogs[open];
  return (
    <Suspense>
      <Dialog />
    </Suspense>
  );
}

/** A dialog has no place of its own on the page: a line says that it did not come. */
function DialogFailure({ why, again }: { readonly why: string; readonly again: () => void }) {
  const { open, show, close } = useDialogs();
  const notify = useApp((state) => state.notify);
  useEffect(() => {
    if (open === null) return;
    notify(
      "problem",
      { title: "This dialog did not load", detail: `The sentence is safe; reloading keeps it (${why}).` },
      {
        about: "dialog",
        ways: [
          {
            label: "Try again",
            go: () => {
              again();
              show(open);
            },
          },
          { label: "Reload the page", go: () => window.location.reload() },
        ],
      },
    );
    close();
  }, [open, show, close, notify, why, again]);
  return null;
}
