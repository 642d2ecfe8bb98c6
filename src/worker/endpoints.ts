import type { Endpoint } from "./protocol.ts";

/** What a Worker, a MessagePort and a worker's own global have in common. */
export interface Postable {
  postMessage(message: unknown, transfer: Transferable[]): void;
  addEventListener(type: "message", listener: (event: MessageEvent) => void): void;
  removeEventListener(type: "message", listener: (event: MessageEvent) => void): void;
}

/** A line over anything that posts messages. Both ends are ours and of one build: messages are trusted to be what they say. */
export function endpointOf<Out, In>(line: Postable): Endpoint<Out, In> {
  return {
    send: (message, transfer = []) => line.postMessage(message, [...transfer]),
    listen: (receive) => {
      const listener = (event: MessageEvent) => receive(event.data as In);
      line.addEventListener("message", listener);
      return () => line.removeEventListener("message", listener);
    },
  };
}

/** Runs tasks after the messages that already wait; unlike a timer it is not held back when tasks follow each other. */
export function createDefer(): (task: () => void) => void {
  const { port1, port2 } = new MessageChannel();
  const waiting: (() => void)[] = [];
  port1.onmessage = () => waiting.shift()?.();
  return (task) => {
    waiting.push(task);
    port2.postMessage(null);
  };
}
