import type { MouseEvent } from "react";
import { views } from "../registry.ts";
import { useApp } from "./use-app.ts";

/** One link a registered view; the current one is underlined. */
export function Navigation() {
  const current = useApp((state) => state.view);
  const set = useApp((state) => state.set);
  const follow = (event: MouseEvent<HTMLAnchorElement>, id: string) => {
    if (event.metaKey || event.ctrlKey || event.shiftKey) return;
    event.preventDefault();
    set({ view: id });
  };
  return (
    <nav className="navigation" aria-label="Views">
      {views.map((view) => (
        <a
          key={view.id}
          href={`#v=1&view=${view.id}`}
          aria-current={view.id === current ? "page" : undefined}
          onClick={(event) => follow(event, view.id)}
        >
          {view.title}
        </a>
      ))}
    </nav>
  );
}
