import { useEffect, useState } from "react";
import { FileIcon, LockIcon } from "./later-icons.tsx";
import "./file-drop-overlay.css";
import { readFiles } from "./read-files.ts";
import { useAppHandle } from "./use-app.ts";

/** Opens a model dropped anywhere on the page; while a file hovers, says so. */
export function FileDropOverlay() {
  const { store } = useAppHandle();
  const [isOver, setIsOver] = useState(false);
  useEffect(() => {
    const carriesFiles = (event: DragEvent) => event.dataTransfer?.types.includes("Files") === true;
    const onOver = (event: DragEvent) => {
      if (!carriesFiles(event)) return;
      event.preventDefault();
      setIsOver(true);
    };
    const onLeave = (event: DragEvent) => {
      if (event.relatedTarget === null) setIsOver(false);
    };
    const onDrop = async (event: DragEvent) => {
      setIsOver(false);
      if (!carriesFiles(event)) return;
      event.preventDefault();
      const files = await readFiles(event.dataTransfer?.files ?? null);
      if (files.length > 0) store.getState().openFiles(files);
    };
    window.addEventListener("dragover", onOver);
    window.addEventListener("dragleave", onLeave);
    window.addEventListener("drop", onDrop);
    return () => {
      window.removeEventListener("dragover", onOver);
      window.removeEventListener("dragleave", onLeave);
      window.removeEventListener("drop", onDrop);
    };
  }, [store]);
  if (!isOver) return null;
  return (
    <div className="drop-overlay">
      <FileIcon />
      <p className="drop-overlay-title">Drop a model here</p>
      <p>
        <LockIcon /> It is read on this device and goes nowhere.
      </p>
    </div>
  );
}
