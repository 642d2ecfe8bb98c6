// Runs the `main` of a TypeScript file in Node: `node tests/house/run.mjs tests/bench/keystroke.ts`.
import { resolve } from "node:path";
import { runnerImport } from "vite";

const [path, ...rest] = process.argv.slice(2);
const plain = { configFile: false, logLevel: "error" };
const { module: plugins } = await runnerImport(resolve("src/engine/kernels/kernel-plugin.ts"), plain);
const { module } = await runnerImport(resolve(path), {
  ...plain,
  plugins: [plugins.kernelPlugin()],
  // TensorFlow.js registers its gradients in ES modules that its package for Node leaves out.
  environments: { inline: { resolve: { noExternal: [/^@tensorflow/], mainFields: ["module", "main"] } } },
});
await module.main(rest);
