import { useState } from "react";
import { useApp } from "../shared/use-app.ts";
import type { Line, LineLook } from "./layout.ts";
import { ManyDialog } from "./many-dialog.tsx";
import { NormsDialog } from "./norms-dialog.tsx";
import { sayDone } from "./study-words.ts";
import "./chart-gutter.css";

/** What the chart shows, and what can be switched about it. */
export function ChartGutter({ all, lines }: { readonly all: readonly Line[]; readonly lines: readonly Line[] }) {
  const isRelative = useApp((state) => state.isRelative);
  const follow = useApp((state) => state.follow);
  const [open, setOpen] = useState<"table" | "many" | null>(null);
  const close = () => setOpen(null);
  return (
    <div className="norm-gutter magnified">
      <h2 className="section-title">Gradient norm</h2>
      <Scale />
      <label className="norm-switch">
        <input
          type="checkbox"
          role="switch"
          aria-checked={isRelative}
          checked={isRelative}
          onChange={(event) => follow({ isRelative: event.target.checked })}
        />
        <span>relative to the last word</span>
      </label>
      <FromNothing />
      <Layers />
      <LineSwitches lines={all} />
      <button type="button" className="text-button" onClick={() => setOpen("table")}>
        Table
      </button>
      <button type="button" className="text-button" onClick={() => setOpen("many")}>
        Many sentences
      </button>
      {open === "table" && <NormsDialog lines={lines} onClose={close} />}
      {open === "many" && <ManyDialog onClose={close} />}
    </div>
  );
}

/** Whether the sentence is read from zeros, or after a story. */
function FromNothing() {
  const before = useApp((state) => state.before);
  const follow = useApp((state) => state.follow);
  const isNothing = before === "nothing";
  return (
    <label className="norm-switch">
      <input
        type="checkbox"
        role="switch"
        aria-checked={isNothing}
        checked={isNothing}
        onChange={(event) => follow({ before: event.target.checked ? "nothing" : "story" })}
      />
      <span>from nothing</span>
    </label>
  );
}

/** The scale, and whose numbers they are. */
function Scale() {
  const isRelative = useApp((state) => state.isRelative);
  const many = useApp((state) => state.many);
  const progress = useApp((state) => state.surveyProgress);
  const length = useApp((state) => state.experiment.length);
  const words = useApp((state) => state.experiment.words);
  const subject =
    many !== null
      ? progress !== null
        ? `${sayDone(progress)} computed`
        : `mean of ${many.length} ${many.length === 1 ? "sentence" : "sentences"}`
      : length !== null
        ? `${length} ${words === "random" ? "random" : "repeated"} words`
        : "";
  return (
    <p className="norm-scale" data-subject={subject !== "" || undefined}>
      log scale{isRelative ? ", 1 = last word" : ""}
      {subject !== "" && (
        <>
          <br />
          {subject}
        </>
      )}
    </p>
  );
}

/** The layer, where there are several. */
function Layers() {
  const count = useApp((state) => state.studies[0]?.layers.length ?? 1);
  const layer = useApp((state) => state.layer);
  const pin = useApp((state) => state.pin);
  if (count < 2) return null;
  return (
    <label className="norm-layer">
      Layer
      <select value={layer} onChange={(event) => pin({ layer: Number(event.target.value) })}>
        {[...Array(count).keys()].map((place) => (
          <option key={place} value={place}>
            {place + 1}
          </option>
        ))}
      </select>
    </label>
  );
}

/** Every line can be switched off; its key shows how it is drawn. */
function LineSwitches({ lines }: { readonly lines: readonly Line[] }) {
  const hidden = useApp((state) => state.hiddenLines);
  const follow = useApp((state) => state.follow);
  const set = (look: LineLook, isShown: boolean) =>
    follow({ hiddenLines: isShown ? hidden.filter((other) => other !== look) : [...hidden, look] });
  return (
    <fieldset className="norm-lines" aria-label="Lines">
      {lines.map(({ key, look, model, letter }) => (
        <label key={key} className="norm-line-switch" data-look={look}>
          <input
            type="checkbox"
            aria-label={`${model} ${letter}`}
            checked={!hidden.includes(look)}
            onChange={(event) => set(look, event.target.checked)}
          />
          <svg width="18" height="8" aria-hidden="true">
            <path d="M0,4H18" />
          </svg>
          {model} <i>{letter}</i>
        </label>
      ))}
    </fieldset>
  );
}
