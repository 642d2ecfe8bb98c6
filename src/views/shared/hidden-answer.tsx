import "./hidden-answer.css";
import { useApp } from "./use-app.ts";

interface Props {
  /** What is covered, as the start of a sentence: `The next words`. */
  readonly what: string;
}

/** Stands where an answer is covered (`answersHidden`): says so, and uncovers all of them when pressed, as the key H does. */
export function HiddenAnswer({ what }: Props) {
  const set = useApp((state) => state.set);
  return (
    <button type="button" className="hidden-answer" onClick={() => set({ answersHidden: false })}>
      {what} {what.endsWith("s") ? "are" : "is"} hidden. <span className="hidden-answer-way">Show</span> <kbd>H</kbd>
    </button>
  );
}
