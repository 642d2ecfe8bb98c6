import { createContext, useContext, useEffect, useState } from "react";
import { useStore } from "zustand";
import type { MemoryDesk, MemoryFindings } from "../../store/memory-state.ts";
import { LoadError } from "../shared/lazily.tsx";
import { useApp } from "../shared/use-app.ts";
import { wordLabel } from "../shared/word-label.ts";

/** The desk of the view; null until it has been loaded. @throws LoadError where it did not come */
export function useOpenedDesk(): MemoryDesk | null {
  const open = useApp((state) => state.openMemory);
  const [desk, setDesk] = useState<MemoryDesk | null>(null);
  const [failure, setFailure] = useState<LoadError | null>(null);
  useEffect(() => {
    let isHere = true;
    open().then(
      (opened) => {
        if (isHere) setDesk(opened);
      },
      (error: unknown) => {
        if (isHere) setFailure(new LoadError(error));
      },
    );
    return () => {
      isHere = false;
    };
  }, [open]);
  if (failure !== null) throw failure;
  return desk;
}

/** The desk, for everything inside the view. */
export const DeskContext = createContext<MemoryDesk | null>(null);

/** @throws Error outside `DeskContext` */
export function useDesk(): MemoryDesk {
  const desk = useContext(DeskContext);
  if (desk === null) throw new Error("DeskContext is missing");
  return desk;
}

/** A part of what was found; re-renders when it changes. */
export function useFindings<Value>(select: (findings: MemoryFindings) => Value): Value {
  return useStore(useDesk().findings, select);
}

/** Words of the corpus by place, as they are printed, or as `print` writes them. */
export function useCorpusWords(print = wordLabel): (word: number) => string {
  const corpus = useFindings((findings) => findings.corpus);
  const words = useApp((state) => state.model?.words ?? null);
  return (word) => {
    const id = corpus?.ids[word];
    return id === undefined ? "" : print(words, id);
  };
}
