import "./views/shared/styles.css";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { Gatescope } from "./app.tsx";
import { createApp } from "./store/app.ts";
import { browserEdges } from "./store/edges.ts";
import { views } from "./views/registry.ts";
import { spawnEngine } from "./worker/spawn.ts";
import { afterTimeout } from "./worker/timers.ts";

const root = document.getElementById("root");
if (root === null) throw new Error("index.html has no #root");

const app = createApp(
  browserEdges(window, {
    spawn: spawnEngine,
    modelsBase: new URL("models/", document.baseURI).href,
    views: views.map((view) => view.id),
    memoryHost: async () => {
      const [{ createPatientFetch }, { memoryDigests }] = await Promise.all([
        import("./worker/patient-fetch.ts"),
        import("virtual:digests"),
      ]);
      return { fetch: createPatientFetch(fetch, afterTimeout), digests: memoryDigests };
    },
    stageless: views.filter((view) => view.isByWord === true).map((view) => view.id),
  }),
);
void app.arrived.then(() =>
  createRoot(root).render(
    <StrictMode>
      <Gatescope app={app} />
    </StrictMode>,
  ),
);
