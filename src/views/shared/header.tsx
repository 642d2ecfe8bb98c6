import { Suspense } from "react";
import { KeyboardButton, ProjectorButton, ShareButton, ThemeButton } from "./header-buttons.tsx";
import { LogoMark } from "./icons.tsx";
import { lazily } from "./lazily.tsx";
import { ModelChip } from "./model-chip.tsx";
import { Navigation } from "./navigation.tsx";
import { useApp } from "./use-app.ts";
import { usePageLayout } from "./use-page-layout.ts";

const NarrowHeader = lazily(() => import("./other-headers.tsx").then((module) => module.NarrowHeader));
const ProjectedHeader = lazily(() => import("./other-headers.tsx").then((module) => module.ProjectedHeader));

/** Name, views, the model, and what can be done with the page; before a class the views, what is covered, and the way back. */
export function Header() {
  const isNarrow = usePageLayout().columns === 1;
  const isProjector = useApp((state) => state.isProjector);
  return (
    <header className="header">
      <Suspense>{isNarrow ? <NarrowHeader /> : isProjector ? <ProjectedHeader /> : <WideHeader />}</Suspense>
    </header>
  );
}

function WideHeader() {
  return (
    <>
      <span className="brand">
        <LogoMark />
        <span className="brand-name">Gatescope</span>
      </span>
      <Navigation />
      <ModelChip />
      <div className="header-actions">
        <ShareButton />
        <ProjectorButton />
        <ThemeButton />
        <KeyboardButton />
      </div>
    </>
  );
}
