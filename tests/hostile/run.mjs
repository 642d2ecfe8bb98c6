// Runs tests/hostile/fuzz.ts with the page's own build, so that what it loads later is found as well.
import { createServer } from "vite";

const server = await createServer({
  logLevel: "error",
  optimizeDeps: { noDiscovery: true, include: [] },
  appType: "custom",
  server: { middlewareMode: true, watch: null, ws: false },
});
try {
  const { main } = await server.ssrLoadModule("/tests/hostile/fuzz.ts");
  await main(process.argv.slice(2));
} finally {
  await server.close();
}
