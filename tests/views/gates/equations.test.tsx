import type { ReactElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, it } from "vitest";
import { createStore } from "zustand/vanilla";
import { equationsOf } from "../../../src/engine/cells/equations.ts";
import { cells } from "../../../src/engine/cells/registry.ts";
import { createHoverStore } from "../../../src/store/hover.ts";
import type { AppState } from "../../../src/store/state.ts";
import { createTraceBuffer } from "../../../src/store/trace-buffer.ts";
import { Equations } from "../../../src/views/gates/equations.tsx";
import { StageBar } from "../../../src/views/shared/stage-bar.tsx";
import { type App, AppContext } from "../../../src/views/shared/use-app.ts";

/** What these components read of the state, and nothing else. */
function render(
  cell: string,
  stage: string,
  change: Partial<AppState> = {},
): { readonly equations: string; readonly bar: string } {
  const state = {
    layer: 0,
    unit: 0,
    step: 2,
    steps: 2,
    stage,
    isProjector: false,
    model: { config: { cell, layers: 2 } },
    ...change,
  };
  const app: App = {
    store: createStore<AppState>()(() => state as unknown as AppState),
    buffer: createTraceBuffer(),
    hover: createHoverStore(),
  };
  return {
    equations: inApp(app, <Equations />),
    bar: inApp(app, <StageBar />),
  };
}

function inApp(app: App, content: ReactElement): string {
  return renderToStaticMarkup(<AppContext value={app}>{content}</AppContext>);
}

const states = (html: string) => [...html.matchAll(/data-state="(\w+)"/g)].map((match) => match[1]);

describe("equations", () => {
  it("show a row for every stage that has one, run, active, to come", () => {
    const { equations } = render("lstm", "update");
    expect(states(equations)).toEqual(["done", "done", "done", "active", "idle", "idle"]);
    expect(equations.match(/aria-current="step"/g)).toHaveLength(1);
  });

  it("have no number and no result in rows to come, and formulas with MathML in all", () => {
    const { equations } = render("lstm", "forget");
    const rows = equations.split("<li").slice(1);
    expect(rows).toHaveLength(6);
    expect(rows.map((row) => row.includes("data-number"))).toEqual([true, false, false, false, false, false]);
    expect(rows.map((row) => row.includes("data-result"))).toEqual([true, false, false, false, false, false]);
    for (const row of rows) expect(row).toContain("<math");
  });

  it("are all grey in an empty sentence", () => {
    const { equations, bar } = render("lstm", "update", { step: 0, steps: 0 });
    expect(new Set(states(equations))).toEqual(new Set(["idle"]));
    expect(new Set(states(bar))).toEqual(new Set(["idle"]));
  });

  it("say what x is above the first layer", () => {
    expect(render("lstm", "update", { layer: 1 }).equations).toContain("hidden state of layer 1");
    expect(render("lstm", "update").equations).not.toContain("hidden state of layer");
  });

  it("and the stages follow the cell, whichever it is", () => {
    for (const cell of cells) {
      const { equations, bar } = render(cell.id, cell.stages[0]?.id ?? "");
      expect(states(equations)).toHaveLength(equationsOf(cell).filter(({ work }) => work !== undefined).length);
      expect(states(bar)).toHaveLength(cell.stages.length);
      expect(bar.match(/aria-current="step"/g)).toHaveLength(1);
    }
  });
});
