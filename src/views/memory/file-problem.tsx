import type { Problem } from "../../worker/protocol.ts";
import { useDesk } from "./use-desk.ts";

/** In place of what a file would show: why it cannot, with a way to load it again. */
export function FileProblem({ problem, className }: { readonly problem: Problem; readonly className: string }) {
  const { loadFiles } = useDesk();
  return (
    <p className={className} role="alert">
      <b>{problem.title}.</b> {problem.detail}{" "}
      <button type="button" className="text-button" onClick={loadFiles}>
        Load again
      </button>
    </p>
  );
}
