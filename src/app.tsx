import { AfterDrawing } from "./views/shared/after-drawing.tsx";
import { DialogsProvider } from "./views/shared/dialogs.tsx";
import { Header } from "./views/shared/header.tsx";
import { lazily } from "./views/shared/lazily.tsx";
import { ModelStatusLine } from "./views/shared/model-status.tsx";
import { Notices } from "./views/shared/notices.tsx";
import type { PageLayout } from "./views/shared/page-layout.ts";
import { usePageTitle } from "./views/shared/page-title.ts";
import { SentenceAxis } from "./views/shared/sentence-axis.tsx";
import { SkipLink } from "./views/shared/skip-link.tsx";
import { type App, AppContext, useApp } from "./views/shared/use-app.ts";
import { AxisProvider } from "./views/shared/use-axis.ts";
import { useCurrentView } from "./views/shared/use-current-view.ts";
import { usePageLayout } from "./views/shared/use-page-layout.ts";
import { useThemeAttribute } from "./views/shared/use-theme.ts";
import { ViewBoundary } from "./views/shared/view-boundary.tsx";
import type { View } from "./views/view.ts";

const Handling = lazily(() => import("./views/shared/handling.tsx").then((module) => module.Handling));

/** The page: one app, shared by everything below. */
export function Gatescope({ app }: { readonly app: App }) {
  return (
    <AppContext value={app}>
      <ViewBoundary title="The page" safe="The sentence is in the address: reloading keeps it.">
        <DialogsProvider>
          <AxisProvider>
            <Page />
          </AxisProvider>
        </DialogsProvider>
      </ViewBoundary>
    </AppContext>
  );
}

function Page() {
  const layout = usePageLayout();
  const isProjector = useApp((state) => state.isProjector);
  const isEmbedded = useApp((state) => state.isEmbedded);
  const view = useCurrentView();
  useThemeAttribute();
  usePageTitle(view);
  return (
    <div
      className="app"
      data-columns={layout.columns}
      data-projector={isProjector || undefined}
      data-scaled={layout.scale > 1 || undefined}
      data-embedded={isEmbedded || undefined}
      style={asProperties(layout)}
    >
      <SkipLink />
      {!isEmbedded && <Header />}
      <Workbench view={view} />
      <AfterDrawing place={isEmbedded ? null : <footer className="transport" />}>
        <Handling />
      </AfterDrawing>
      <ModelStatusLine />
      <Notices />
    </div>
  );
}

/** The sentence as the shared axis, and the view below and beside it. */
function Workbench({ view }: { readonly view: View | undefined }) {
  const isBusy = useApp((state) => state.isBusy || state.status.kind === "loading");
  return (
    <main className="workbench" id="workbench" aria-busy={isBusy} tabIndex={-1}>
      {view !== undefined && (
        <>
          <Heading key={`heading of ${view.id}`} view={view} />
          <SentenceAxis />
          <ViewBoundary key={view.id} title={view.title} safe="The sentence and the model are still there.">
            <view.Panel />
          </ViewBoundary>
        </>
      )}
    </main>
  );
}

/** What the view states; its name until that is there. */
function Heading({ view: { title, caption, Statement } }: { readonly view: View }) {
  const place = (
    <header className="statement">
      <h1 className="visually-hidden">
        Gatescope: {title}. {caption}
      </h1>
    </header>
  );
  return Statement === undefined ? place : <AfterDrawing place={place}>{<Statement />}</AfterDrawing>;
}

/** The layout as custom properties, where the style sheets read it. */
function asProperties({ pad, gap, block, middle, side, scale }: PageLayout) {
  return {
    "--pad": `${pad}px`,
    "--gap-col": `${gap}px`,
    "--block": `${block}px`,
    "--mid": `${middle}px`,
    "--side": `${side}px`,
    "--scale": scale,
  };
}
