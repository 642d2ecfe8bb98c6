import type { Problem } from "../../worker/protocol.ts";
import { useDesk } from "./use-desk.ts";
import "./file-problem.css";

/** In place of what a file would show: why it cannot, with a way to load it again. */
export function FileProblem({ problem, className }: { readonly problem: Problem; readonly className: string }) {
  const { loadFiles } = useDesk();
  return (
    <div className={`${className} file-problem`} role="alert">
      <p>
        <b>{problem.title}.</b> {problem.detail}
      </p>
      <button type="button" className="button" onClick={loadFiles}>
        Load again
      </button>
    </div>
  );
}
