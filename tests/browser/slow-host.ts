import { createReadStream, readFileSync, statSync } from "node:fs";
import { createServer } from "node:http";
import { extname, join, normalize } from "node:path";
import { inject } from "vitest";

const types: Readonly<Record<string, string>> = {
  ".html": "text/html",
  ".js": "text/javascript",
  ".css": "text/css",
  ".json": "application/json",
  ".svg": "image/svg+xml",
  ".woff2": "font/woff2",
};

/** A host that sends half of every file of weights, and the rest when it is told to. */
export interface SlowHost {
  readonly address: URL;
  readonly release: () => void;
  readonly close: () => void;
}

/** Serves the build under test. */
export async function openSlowHost(): Promise<SlowHost> {
  const folder = inject("buildFolder");
  let release = (): void => undefined;
  const released = new Promise<void>((resolve) => {
    release = resolve;
  });
  const server = createServer(async (request, response) => {
    const { pathname } = new URL(request.url ?? "/", "http://localhost");
    const path = join(folder, normalize(pathname === "/" ? "/index.html" : pathname));
    const size = statSync(path, { throwIfNoEntry: false })?.size;
    if (size === undefined) return response.writeHead(404).end();
    response.writeHead(200, { "content-type": types[extname(path)] ?? "application/octet-stream", "content-length": size });
    if (extname(path) !== ".safetensors") return createReadStream(path).pipe(response);
    const bytes = readFileSync(path);
    response.write(bytes.subarray(0, size / 2));
    await released;
    return response.end(bytes.subarray(size / 2));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const place = server.address();
  if (place === null || typeof place === "string") throw new Error("the slow host has no port");
  return {
    address: new URL(`http://127.0.0.1:${place.port}/`),
    release,
    close: () => {
      release();
      server.closeAllConnections();
      server.close();
    },
  };
}
