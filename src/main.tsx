import "./views/shared/styles.css";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { Gatescope } from "./app.tsx";
import { createApp } from "./store/app.ts";
import { browserEdges } from "./store/edges.ts";
import { views } from "./views/registry.ts";
import { spawnEngine } from "./worker/spawn.ts";

const root = document.getElementById("root");
if (root === null) throw new Error("index.html has no #root");

/** The network runs in a worker; without one the page can only say so. */
function start(page: HTMLElement): void {
  if (typeof Worker === "undefined") {
    page.className = "no-script";
    page.setAttribute("role", "alert");
    page.textContent =
      "Gatescope computes a recurrent network in a worker of this page, and this browser has none, or forbids them here. Nothing is lost: open the same address in a current browser.";
    return;
  }
  const app = createApp(
    browserEdges(window, {
      spawn: spawnEngine,
      modelsBase: new URL("models/", document.baseURI).href,
      views: views.map((view) => view.id),
      memoryHost: async () => ({
        fetch: (address, options) => fetch(address, options),
        digests: (await import("virtual:digests")).memoryDigests,
      }),
      stageless: views.filter((view) => view.isByWord === true).map((view) => view.id),
    }),
  );
  createRoot(page).render(
    <StrictMode>
      <Gatescope app={app} />
    </StrictMode>,
  );
}

start(root);
