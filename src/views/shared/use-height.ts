import { type RefObject, useLayoutEffect, useState } from "react";
import { createSizeObserver } from "./size-observer.ts";

/** Height of an element's content box in whole CSS pixels; 0 before it stands in the page. Known before the first paint. */
export function useHeight(element: RefObject<HTMLElement | null>): number {
  const [height, setHeight] = useState(0);
  useLayoutEffect(() => {
    const box = element.current;
    if (box === null) return undefined;
    const measure = () => setHeight(Math.floor(box.clientHeight));
    const observer = createSizeObserver(measure);
    observer.observe(box);
    measure();
    return () => observer.disconnect();
  }, [element]);
  return height;
}
