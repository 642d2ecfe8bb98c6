import { createRequire } from "node:module";

// TensorFlow.js, read as ES modules, still asks Node for `util` by `require`.
Object.assign(globalThis, { require: createRequire(import.meta.url) });
