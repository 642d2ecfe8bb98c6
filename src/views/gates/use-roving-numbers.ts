import { type RefObject, useEffect, useLayoutEffect, useRef } from "react";

const NUMBER = "button[data-number]";

/**
 * The numbers inside `root` as one stop of Tab: the one that had the focus last, else the first of the active row, else the first.
 * Left and right go on to the next number, up and down to the row above and below, Home and End to the ends; Enter is the button's.
 */
export function useRovingNumbers(root: RefObject<HTMLElement | null>): void {
  const last = useRef<string | null>(null);
  // Rows come and go with the stages: after every render there is one stop again.
  useLayoutEffect(() => {
    if (root.current !== null) stopAt(numbersIn(root.current), last.current);
  });
  useEffect(() => {
    const element = root.current;
    if (element === null) return undefined;
    const focused = (event: FocusEvent) => {
      const number = event.target instanceof Element ? event.target.closest<HTMLElement>(NUMBER) : null;
      if (number === null || !numbersIn(element).includes(number)) return;
      last.current = nameOf(number);
      stopAt(numbersIn(element), last.current);
    };
    const pressed = (event: KeyboardEvent) => {
      const number = event.target instanceof Element ? event.target.closest<HTMLElement>(NUMBER) : null;
      if (
        number === null ||
        !numbersIn(element).includes(number) ||
        event.ctrlKey ||
        event.metaKey ||
        event.altKey ||
        event.shiftKey
      )
        return;
      const next = moveFrom(numbersIn(element), number, event.key);
      if (next === undefined) return;
      event.preventDefault();
      next.focus();
    };
    element.addEventListener("focusin", focused);
    element.addEventListener("keydown", pressed);
    return () => {
      element.removeEventListener("focusin", focused);
      element.removeEventListener("keydown", pressed);
    };
  }, [root]);
}

function numbersIn(root: HTMLElement): readonly HTMLElement[] {
  // An explanation that stands among the equations has a stop of its own.
  const own = root.closest(".explainer");
  return [...root.querySelectorAll<HTMLElement>(NUMBER)].filter((number) => number.closest(".explainer") === own);
}

function rowOf(number: HTMLElement): HTMLElement | null {
  return number.closest<HTMLElement>("[data-stage]");
}

function nameOf(number: HTMLElement): string {
  return `${rowOf(number)?.dataset["stage"] ?? ""} ${number.dataset["number"]}`;
}

function stopAt(numbers: readonly HTMLElement[], last: string | null): void {
  const stop =
    numbers.find((number) => nameOf(number) === last) ??
    numbers.find((number) => rowOf(number)?.dataset["state"] === "active") ??
    numbers[0];
  for (const number of numbers) number.tabIndex = number === stop ? 0 : -1;
}

/** Where a key leads from a number; undefined for a key that is not ours. At an end it stays. */
function moveFrom(numbers: readonly HTMLElement[], from: HTMLElement, key: string): HTMLElement | undefined {
  const at = numbers.indexOf(from);
  const rows = [...new Set(numbers.map(rowOf))];
  const inRow = (place: number) => {
    const row = rows[Math.max(0, Math.min(rows.length - 1, place))];
    const own = numbers.filter((number) => rowOf(number) === row);
    const column = numbers.filter((number) => rowOf(number) === rowOf(from)).indexOf(from);
    return own[Math.min(column, own.length - 1)];
  };
  switch (key) {
    case "ArrowRight":
      return numbers[at + 1] ?? from;
    case "ArrowLeft":
      return numbers[at - 1] ?? from;
    case "ArrowDown":
      return inRow(rows.indexOf(rowOf(from)) + 1);
    case "ArrowUp":
      return inRow(rows.indexOf(rowOf(from)) - 1);
    case "Home":
      return numbers[0];
    case "End":
      return numbers.at(-1);
    default:
      return undefined;
  }
}
