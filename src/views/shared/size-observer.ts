/** Tells when elements that are observed change their size; where the browser cannot watch them, when the window does. */
export type SizeObserver = Pick<ResizeObserver, "observe" | "disconnect">;

export function createSizeObserver(changed: () => void): SizeObserver {
  if (typeof ResizeObserver !== "undefined") return new ResizeObserver(changed);
  return {
    observe: () => window.addEventListener("resize", changed),
    disconnect: () => window.removeEventListener("resize", changed),
  };
}
