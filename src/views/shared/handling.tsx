import { CursorFrame } from "./cursor-frame.tsx";
import { FileDropOverlay } from "./file-drop-overlay.tsx";
import { Transport } from "./transport.tsx";
import { usePlaybackClock } from "./use-playback-clock.ts";
import { useShortcuts } from "./use-shortcuts.ts";

/** What walks through the numbers once they are there: transport and cursor, keys, the clock that plays, files that are dropped. */
export function Handling() {
  useShortcuts();
  usePlaybackClock();
  return (
    <>
      <Transport />
      <CursorFrame />
      <FileDropOverlay />
    </>
  );
}
