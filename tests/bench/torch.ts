import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

/** A script of this folder that answers a line for a line, in a process of its own. */
export interface Script {
  readonly ask: (line: string) => Promise<string>;
  readonly close: () => void;
}

/** Starts a script with the first Python that has PyTorch; null where there is none. */
export function startTorch(name: string): Script | null {
  const python = [process.env["PYTHON"], "/usr/bin/python3", "python3"].find(
    (command) => command !== undefined && spawnSync(command, ["-c", "import torch"]).status === 0,
  );
  if (python === undefined) return null;
  const script = fileURLToPath(new URL(name, import.meta.url));
  const child: ChildProcess = spawn(python, [script], { stdio: ["pipe", "pipe", "inherit"] });
  if (child.stdout === null) throw new Error("a pipe was asked for");
  const answers = createInterface({ input: child.stdout });
  return {
    ask: (line) =>
      new Promise((resolve, reject) => {
        const end = () => reject(new Error(`${name} ended`));
        child.once("exit", end);
        answers.once("line", (answer) => {
          child.off("exit", end);
          resolve(answer);
        });
        child.stdin?.write(`${line}\n`);
      }),
    close: () => child.kill(),
  };
}
