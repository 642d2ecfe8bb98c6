import { type BuildHost, openBuildHost } from "./build-host.ts";

/** A host that sends half of every file of weights, and the rest when it is told to. */
export interface SlowHost extends BuildHost {
  readonly release: () => void;
}

/** Serves the build under test. */
export async function openSlowHost(): Promise<SlowHost> {
  let release = (): void => undefined;
  const released = new Promise<void>((resolve) => {
    release = resolve;
  });
  const host = await openBuildHost(({ path, bytes, headers }, response) => {
    response.writeHead(200, { ...headers, "content-length": bytes.length });
    if (!path.endsWith(".safetensors")) return void response.end(bytes);
    response.write(bytes.subarray(0, bytes.length / 2));
    void released.then(() => response.end(bytes.subarray(bytes.length / 2)));
  });
  return {
    ...host,
    release,
    close: () => {
      release();
      host.close();
    },
  };
}
