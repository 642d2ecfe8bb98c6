import { readFileSync } from "node:fs";
import { createServer, type ServerResponse } from "node:http";
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

/** A host of the build under test that a test has in its hands. */
export interface BuildHost {
  readonly address: URL;
  readonly close: () => void;
}

/** A file of the build that is asked for: its path below the page, how often it was before, and what it holds. */
export interface AskedFile {
  readonly path: string;
  readonly before: number;
  readonly bytes: Buffer;
  /** What its answer starts with, but for its length. */
  readonly headers: Readonly<Record<string, string>>;
}

/** Serves the build under test as `answer` does; what is not there is a 404. */
export async function openBuildHost(answer: (file: AskedFile, response: ServerResponse) => void): Promise<BuildHost> {
  const folder = inject("buildFolder");
  const asked = new Map<string, number>();
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? "/", "http://localhost");
    const path = normalize(pathname === "/" ? "/index.html" : pathname).slice(1);
    const before = asked.get(path) ?? 0;
    asked.set(path, before + 1);
    try {
      const bytes = readFileSync(join(folder, path));
      answer({ path, before, bytes, headers: { "content-type": types[extname(path)] ?? "application/octet-stream" } }, response);
    } catch {
      response.writeHead(404).end();
    }
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const place = server.address();
  if (place === null || typeof place === "string") throw new Error("the host has no port");
  return {
    address: new URL(`http://127.0.0.1:${place.port}/`),
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}
