/** The elements that the cursor's frame is drawn over. */
export interface TimedBlocks {
  readonly elements: () => Iterable<HTMLElement>;
  /** Marks an element until the returned function is called. */
  readonly add: (element: HTMLElement) => () => void;
  /** Tells of every element that comes or goes, until the returned function is called. */
  readonly listen: (changed: () => void) => () => void;
}

/** An empty register. */
export function createTimedBlocks(): TimedBlocks {
  const elements = new Set<HTMLElement>();
  const listeners = new Set<() => void>();
  const tell = () => {
    for (const changed of listeners) changed();
  };
  return {
    elements: () => elements,
    add: (element) => {
      elements.add(element);
      tell();
      return () => {
        elements.delete(element);
        tell();
      };
    },
    listen: (changed) => {
      listeners.add(changed);
      return () => listeners.delete(changed);
    },
  };
}
