/** What somebody types within this time is one burst, ms. */
const BURST_MS = 400;

let timer: ReturnType<typeof setTimeout> | undefined;

/** Marks the page as being typed on for as long as keys follow each other: drawings cut to their new state instead of moving there. */
export function markTyping(): void {
  const { dataset } = document.documentElement;
  if (timer === undefined) dataset["typing"] = "";
  else clearTimeout(timer);
  timer = setTimeout(() => {
    timer = undefined;
    delete dataset["typing"];
  }, BURST_MS);
}

/** Whether somebody is typing now. */
export function isTyping(): boolean {
  return timer !== undefined;
}
