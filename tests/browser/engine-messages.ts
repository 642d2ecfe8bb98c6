import type { Page } from "playwright";

/** What passed between the page and its worker, in short. */
export type EngineMessage =
  | { readonly kind: "run"; readonly from: number; readonly words: number }
  | { readonly kind: "chunk"; readonly first: number; readonly isLast: boolean; readonly computed: number }
  | { readonly kind: "open" | "opened" | "failed" };

declare global {
  interface Window {
    gatescopeMessages?: EngineMessage[];
  }
}

/** Listens on every worker that the page starts (the messages are those of `src/worker/protocol.ts`). Changes nothing. */
export async function recordEngineMessages(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const messages: EngineMessage[] = [];
    window.gatescopeMessages = messages;
    const PlainWorker = window.Worker;
    window.Worker = class extends PlainWorker {
      constructor(address: string | URL, options?: WorkerOptions) {
        super(address, options);
        this.addEventListener("message", ({ data }) => {
          if (data.kind === "chunk") {
            messages.push({ kind: "chunk", first: data.chunk.first, isLast: data.isLast, computed: data.computed });
          } else if (data.kind === "opened" || data.kind === "failed") messages.push({ kind: data.kind });
        });
      }
      override postMessage(message: unknown, options?: StructuredSerializeOptions | Transferable[]): void {
        const request = message as { kind: string; from: number; ids: Int32Array };
        if (request.kind === "run") messages.push({ kind: "run", from: request.from, words: request.ids.length });
        else if (request.kind === "open") messages.push({ kind: "open" });
        super.postMessage(message, options as Transferable[]);
      }
    };
  });
}
