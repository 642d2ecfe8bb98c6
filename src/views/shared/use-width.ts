import { type RefObject, useLayoutEffect, useState } from "react";
import { createSizeObserver } from "./size-observer.ts";

/** Width of an element's content box in whole CSS pixels; 0 before it stands in the page. Known before the first paint. */
export function useWidth(element: RefObject<HTMLElement | null>): number {
  const [width, setWidth] = useState(0);
  useLayoutEffect(() => {
    const box = element.current;
    if (box === null) return undefined;
    const measure = () => setWidth(Math.floor(box.clientWidth));
    const observer = createSizeObserver(measure);
    observer.observe(box);
    measure();
    return () => observer.disconnect();
  }, [element]);
  return width;
}
