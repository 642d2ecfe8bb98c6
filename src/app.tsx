import { Suspense } from "react";
import { views } from "./views/registry.ts";
import { DialogsProvider } from "./views/shared/dialogs.tsx";
import { Header } from "./views/shared/header.tsx";
import { Transport } from "./views/shared/transport.tsx";
import { type App, AppContext, useApp } from "./views/shared/use-app.ts";
import { usePageLayout } from "./views/shared/use-page-layout.ts";
import { ViewBoundary } from "./views/shared/view-boundary.tsx";

/** The page: one app, shared by everything below. */
export function Gatescope({ app }: { readonly app: App }) {
  return (
    <AppContext value={app}>
      <DialogsProvider>
        <Page />
      </DialogsProvider>
    </AppContext>
  );
}

function Page() {
  const layout = usePageLayout();
  const isBusy = useApp((state) => state.isBusy);
  const isProjector = useApp((state) => state.isProjector);
  const isEmbedded = useApp((state) => state.isEmbedded);
  const viewId = useApp((state) => state.view);
  const view = views.find((candidate) => candidate.id === viewId) ?? views[0];
  return (
    <div
      className="app"
      data-columns={layout.columns}
      data-projector={isProjector || undefined}
      data-embedded={isEmbedded || undefined}
      style={{
        "--pad": `${layout.pad}px`,
        "--gap-col": `${layout.gap}px`,
        "--gut": `${layout.gutter}px`,
        "--view": `${layout.view}px`,
        "--readout": `${layout.readout}px`,
        "--mid": `${layout.middle}px`,
        "--side": `${layout.side}px`,
        "--scale": layout.scale,
      }}
    >
      {!isProjector && !isEmbedded && <Header />}
      <main className="workbench" aria-busy={isBusy} tabIndex={-1} id="workbench">
        {view !== undefined && (
          <ViewBoundary key={view.id} title={view.title}>
            <Suspense>
              <view.Panel />
            </Suspense>
          </ViewBoundary>
        )}
      </main>
      <Transport />
    </div>
  );
}
