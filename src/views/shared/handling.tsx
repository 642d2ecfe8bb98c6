import { CursorFrame } from "./cursor-frame.tsx";
import { DialogHost } from "./dialog-host.tsx";
import { FileDropOverlay } from "./file-drop-overlay.tsx";
import { Transport } from "./transport.tsx";
import { useApp } from "./use-app.ts";
import { useBrokenNumbers } from "./use-broken-numbers.ts";
import { usePlaybackClock } from "./use-playback-clock.ts";
import { useShortcuts } from "./use-shortcuts.ts";

/** What walks through the numbers once they are there: transport and cursor, keys, the clock that plays, files that are dropped, dialogs. */
export function Handling() {
  const isEmbedded = useApp((state) => state.isEmbedded);
  useShortcuts();
  usePlaybackClock();
  useBrokenNumbers();
  return (
    <>
      {!isEmbedded && <Transport />}
      <CursorFrame />
      <FileDropOverlay />
      <DialogHost />
    </>
  );
}
