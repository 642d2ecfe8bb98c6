import { useFindings } from "./use-desk.ts";
import "./corpus-choice.css";

/** In place of what the corpus has to say: how far it is read, or why it is not. */
export function ReadingNote() {
  const progress = useFindings((findings) => findings.progress);
  const problem = useFindings((findings) => findings.corpusProblem);
  if (problem !== null) return <p className="corpus-note">{problem.title}.</p>;
  return (
    <p className="corpus-note">
      {progress === null ? "No corpus is open." : `The corpus is being read: ${Math.floor(progress * 100)}%.`}
    </p>
  );
}
