/** What a reader does before what listens to it is there: a sign of life, and not lost. */
export const signsOfLife = ["keydown", "pointerdown"] as const;
const early: Event[] = [];
const keep = (event: Event) => early.push(event);
for (const sign of signsOfLife) window.addEventListener(sign, keep);

/** The events of a kind so far that nobody has dealt with, the first time; from then on whoever asks listens. */
export function takeEarly<Kind extends (typeof signsOfLife)[number]>(kind: Kind): readonly WindowEventMap[Kind][] {
  window.removeEventListener(kind, keep);
  const taken = early.filter(({ type }) => type === kind);
  for (const event of taken) early.splice(early.indexOf(event), 1);
  return taken.filter(({ defaultPrevented }) => !defaultPrevented) as WindowEventMap[Kind][];
}
