import type { Request } from "./protocol.ts";

/** What is answered by its number. */
export type Question = Exclude<Request, { kind: "ping" | "show" | "run" }>;

/** Numbers of questions that the page did not ask; its own begin at 1. */
export const OPENING = 0;
export const READING = -1;

/** A question that so many engines did not survive is not asked again by itself. */
const DEATHS = 3;

/** Questions that wait for their answer, in the order in which they were asked. */
export interface Questions {
  readonly add: (question: Question) => void;
  readonly has: (number: number) => boolean;
  readonly isEmpty: () => boolean;
  /** Takes the one that was answered out; undefined where it is none of these. */
  readonly take: (number: number) => Question | undefined;
  readonly markSent: (number: number) => void;
  readonly sent: () => readonly number[];
  readonly unsent: () => readonly Question[];
  /** The engine has ended: none is sent any more. Returns the numbers of those that have been given up, the page's own alone. */
  readonly interrupt: () => readonly number[];
  /** Forgets all; returns their numbers, the page's own alone. */
  readonly clear: () => readonly number[];
}

/** None yet. */
export function createQuestions(): Questions {
  const waiting = new Map<number, { readonly question: Question; isSent: boolean; deaths: number }>();
  const remove = (numbers: readonly number[]): readonly number[] => {
    for (const number of numbers) waiting.delete(number);
    return numbers.filter((number) => number > 0);
  };
  const numbersOf = (isWanted: (entry: { readonly isSent: boolean; readonly deaths: number }) => boolean) =>
    [...waiting].flatMap(([number, entry]) => (isWanted(entry) ? [number] : []));
  return {
    add: (question) => void waiting.set(question.request, { question, isSent: false, deaths: 0 }),
    has: (number) => waiting.has(number),
    isEmpty: () => waiting.size === 0,
    take: (number) => {
      const question = waiting.get(number)?.question;
      waiting.delete(number);
      return question;
    },
    markSent: (number) => {
      const entry = waiting.get(number);
      if (entry !== undefined) entry.isSent = true;
    },
    sent: () => numbersOf(({ isSent }) => isSent),
    unsent: () => [...waiting.values()].flatMap(({ question, isSent }) => (isSent ? [] : [question])),
    interrupt: () => {
      remove([OPENING, READING]);
      for (const entry of waiting.values()) {
        entry.isSent = false;
        entry.deaths++;
      }
      return remove(numbersOf(({ deaths }) => deaths >= DEATHS));
    },
    clear: () => remove([...waiting.keys()]),
  };
}
