import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { clickActions, keyActions, type Remote } from "./remote.ts";

interface Answer {
  readonly id?: number;
  readonly result?: unknown;
  readonly error?: string;
  readonly message?: string;
}

/** Starts Firefox without a window and drives it by WebDriver BiDi, which it speaks itself. @throws Error where it does not start */
export async function openFirefox(path: string): Promise<Remote> {
  const profile = mkdtempSync(join(tmpdir(), "gatescope-firefox-"));
  const firefox = spawn(
    path,
    ["--headless", "--no-remote", "--profile", profile, "--remote-debugging-port", "0", "about:blank"],
    {
      stdio: ["ignore", "ignore", "pipe"],
      env: { ...process.env, MOZ_REMOTE_SETTINGS_DEVTOOLS: "0" },
    },
  );
  const socket = await connect(`${await listening(firefox)}/session`);
  const session = (await socket.send("session.new", { capabilities: {} })) as {
    readonly capabilities: { readonly browserName: string; readonly browserVersion: string };
  };
  const { contexts } = (await socket.send("browsingContext.getTree", {})) as {
    readonly contexts: readonly { readonly context: string }[];
  };
  const context = contexts[0]?.context;
  const target = { context };
  await socket.send("browsingContext.setViewport", { context, viewport: { width: 1440, height: 900 } });
  const evaluate = async (expression: string): Promise<{ readonly value?: string; readonly sharedId?: string }> => {
    const found = (await socket.send("script.evaluate", { expression, target, awaitPromise: true })) as {
      readonly type: string;
      readonly result: { readonly value?: string; readonly sharedId?: string };
      readonly exceptionDetails?: { readonly text: string };
    };
    if (found.type !== "success") throw new Error(found.exceptionDetails?.text ?? found.type);
    return found.result;
  };
  const perform = (actions: unknown) => socket.send("input.performActions", { context, actions });
  return {
    name: `${session.capabilities.browserName} ${session.capabilities.browserVersion}`,
    navigate: async (url) => void (await socket.send("browsingContext.navigate", { context, url, wait: "complete" })),
    evaluate: async <T>(body: string) => {
      const { value } = await evaluate(`(async () => JSON.stringify((await (async () => { ${body} })()) ?? null))()`);
      return JSON.parse(value ?? "null") as T;
    },
    press: async (...pressed) => void (await perform(keyActions(pressed))),
    click: async (x, y) => void (await perform(clickActions(x, y))),
    setFiles: async (selector, files) => {
      const { sharedId } = await evaluate(`document.querySelector(${JSON.stringify(selector)})`);
      await socket.send("input.setFiles", { context, element: { sharedId }, files });
    },
    close: async () => {
      await socket.send("browser.close", {}).catch(() => undefined);
      firefox.kill();
      rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

/** Where it listens, as it says on its error output. */
function listening(firefox: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let said = "";
    firefox.stderr?.on("data", (bytes: Buffer) => {
      said += bytes.toString();
      const address = /WebDriver BiDi listening on (ws:\/\/\S+)/.exec(said)?.[1];
      if (address !== undefined) resolve(address);
    });
    firefox.on("error", reject);
    firefox.on("exit", (code) => reject(new Error(`it ended with ${code}: ${said}`)));
  });
}

interface Socket {
  readonly send: (method: string, params: unknown) => Promise<unknown>;
}

function connect(address: string): Promise<Socket> {
  const socket = new WebSocket(address);
  const waiting = new Map<number, { resolve: (result: unknown) => void; reject: (error: Error) => void }>();
  let last = 0;
  socket.onmessage = ({ data }) => {
    const answer = JSON.parse(String(data)) as Answer;
    const asker = waiting.get(answer.id ?? -1);
    if (asker === undefined) return;
    waiting.delete(answer.id ?? -1);
    if (answer.error === undefined) asker.resolve(answer.result);
    else asker.reject(new Error(`${answer.error}: ${answer.message}`));
  };
  const send = (method: string, params: unknown): Promise<unknown> =>
    new Promise((resolve, reject) => {
      const id = ++last;
      waiting.set(id, { resolve, reject });
      socket.send(JSON.stringify({ id, method, params }));
    });
  return new Promise((resolve, reject) => {
    socket.onopen = () => resolve({ send });
    socket.onerror = () => reject(new Error(`no answer at ${address}`));
  });
}
