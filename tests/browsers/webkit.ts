import { type ChildProcess, spawn } from "node:child_process";
import { clickActions, keyActions, type Remote } from "./remote.ts";

/** Key under which WebDriver passes an element (W3C WebDriver, section 12.2). */
const ELEMENT = "element-6066-11e4-a52e-4f735466cecf";

/** What WebKitGTK needs on this machine. */
export interface WebKitPaths {
  readonly driver: string;
  readonly browser: string;
  /** An X server without a screen. */
  readonly display: string;
}

/** Starts WebKitGTK's small browser under Xvfb and drives it by WebDriver. @throws Error where it does not start */
export async function openWebKit({ driver, browser, display }: WebKitPaths): Promise<Remote> {
  const server = spawn(display, ["-displayfd", "1", "-screen", "0", "1440x1000x24", "-nolisten", "tcp"], {
    stdio: ["ignore", "pipe", "ignore"],
  });
  const screen = await firstLine(server);
  const port = 20_000 + (process.pid % 20_000);
  const webDriver = spawn(driver, [`--port=${port}`, "--host=127.0.0.1"], {
    stdio: "ignore",
    env: { ...process.env, DISPLAY: `:${screen}`, WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS: "1", GDK_BACKEND: "x11" },
  });
  const stop = () => [webDriver, server].forEach((process) => void process.kill());
  const ask = async <T>(method: string, path: string, body?: unknown): Promise<T> => {
    const answer = await fetch(`http://127.0.0.1:${port}${path}`, {
      method,
      ...(body === undefined ? {} : { body: JSON.stringify(body), headers: { "content-type": "application/json" } }),
    });
    const { value } = (await answer.json()) as { readonly value: T & { readonly error?: string; readonly message?: string } };
    if (!answer.ok) throw new Error(`${value.error}: ${value.message}`);
    return value;
  };
  await answers(() => ask("GET", "/status"));
  const options = { binary: browser, args: ["--automation"] };
  const { sessionId, capabilities } = await ask<{
    readonly sessionId: string;
    readonly capabilities: { readonly browserName: string; readonly browserVersion: string };
  }>("POST", "/session", { capabilities: { alwaysMatch: { "webkitgtk:browserOptions": options } } }).catch((error) => {
    stop();
    throw error;
  });
  const at = `/session/${sessionId}`;
  await ask("POST", `${at}/timeouts`, { script: 600_000, pageLoad: 600_000 });
  await ask("POST", `${at}/window/rect`, { x: 0, y: 0, width: 1440, height: 1000 });
  const perform = (actions: unknown) => ask("POST", `${at}/actions`, { actions });
  return {
    name: `${capabilities.browserName} (WebKitGTK ${capabilities.browserVersion})`,
    navigate: async (url) => void (await ask("POST", `${at}/url`, { url })),
    evaluate: async <T>(body: string) => {
      const script = `const done = arguments[0];
        (async () => { ${body} })().then((value) => done(JSON.stringify([value ?? null])), (error) => done(JSON.stringify([null, String(error)])));`;
      const [value, error] = JSON.parse(await ask<string>("POST", `${at}/execute/async`, { script, args: [] })) as [T, string?];
      if (error !== undefined) throw new Error(error);
      return value;
    },
    press: async (...pressed) => void (await perform(keyActions(pressed))),
    click: async (x, y) => void (await perform(clickActions(x, y))),
    setFiles: async (selector, paths) => {
      const element = await ask<Record<string, string>>("POST", `${at}/element`, { using: "css selector", value: selector });
      await ask("POST", `${at}/element/${element[ELEMENT]}/value`, { text: paths.join("\n") });
    },
    close: async () => {
      await ask("DELETE", at).catch(() => undefined);
      stop();
    },
  };
}

/** The number of the display that the X server took. */
function firstLine(server: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    server.stdout?.once("data", (bytes: Buffer) => resolve(bytes.toString().trim()));
    server.on("error", reject);
    server.on("exit", (code) => reject(new Error(`the X server ended with ${code}`)));
  });
}

async function answers(ask: () => Promise<unknown>): Promise<void> {
  for (let tries = 0; ; tries++) {
    try {
      await ask();
      return;
    } catch (error) {
      if (tries === 100) throw error;
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
  }
}
