import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { preview } from "vite";

const root = fileURLToPath(new URL("../..", import.meta.url));

/** The built page, served. */
export interface BuiltPage {
  /** Folder of the build. */
  readonly folder: string;
  /** Address of the page at the root of a host, with a slash at its end. */
  readonly atRoot: string;
  /** The same build below a path of a host, with a slash at its end. */
  readonly atSubPath: string;
  /** Stops serving and removes the build. */
  readonly close: () => Promise<void>;
}

/** Builds the page as `npm run build` does, into a temporary folder, and serves it on free ports. @throws Error where the build fails. */
export async function buildAndServe(): Promise<BuiltPage> {
  const folder = mkdtempSync(join(tmpdir(), "gatescope-"));
  const { NODE_ENV: _testing, VITEST: _vitest, ...environment } = process.env;
  execFileSync(
    process.execPath,
    [join(root, "node_modules/vite/bin/vite.js"), "build", "--outDir", folder, "--emptyOutDir", "--logLevel", "error"],
    {
      cwd: root,
      env: environment,
      stdio: ["ignore", "inherit", "inherit"],
    },
  );
  const servers = [await serve(folder, "/"), await serve(folder, "/some/path/")] as const;
  return {
    folder,
    atRoot: servers[0].address,
    atSubPath: servers[1].address,
    close: async () => {
      await Promise.all(servers.map((server) => server.close()));
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function serve(folder: string, base: string): Promise<{ address: string; close: () => Promise<void> }> {
  const server = await preview({
    configFile: false,
    root,
    base,
    appType: "mpa",
    logLevel: "warn",
    build: { outDir: folder },
    preview: { host: "127.0.0.1", port: 0 },
  });
  const place = server.httpServer.address();
  if (place === null || typeof place === "string") throw new Error("the preview server has no port");
  return { address: `http://127.0.0.1:${place.port}${base}`, close: () => server.close() };
}
