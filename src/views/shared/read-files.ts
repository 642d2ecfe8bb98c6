import type { NamedBytes } from "../../worker/protocol.ts";

/** The files of an input or a drop with their bytes, in their order. Nothing leaves the device. */
export async function readFiles(files: FileList | null): Promise<NamedBytes[]> {
  return Promise.all(Array.from(files ?? [], async (file) => ({ name: file.name, bytes: await file.arrayBuffer() })));
}
