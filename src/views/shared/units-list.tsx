import { useState } from "react";
import { SectionTitle } from "./section-title.tsx";
import { shortLabel } from "./short-label.ts";
import { useApp, useAppHandle } from "./use-app.ts";
import { type Read, readsOf, useReadable } from "./use-readable.ts";
import "./units-list.css";

/** Rows that are shown before the reader asks for more. */
const SHOWN = 7;
/** Of a sparkline, px. */
const WIDTH = 44;
const HEIGHT = 26;

/** Units whose state follows something that can be said in words: one press shows one of them in a sentence of ours. */
export function UnitsList() {
  const readable = useReadable();
  const units = useApp((state) => state.model?.config.units ?? 0);
  const [isWhole, setWhole] = useState(false);
  if (readable === null) return null;
  const reads = readsOf(readable);
  const shown = isWhole ? reads : reads.slice(0, SHOWN);
  return (
    <section className="units-list" aria-label="Units that can be read">
      <SectionTitle descriptor={`${reads.length} of ${units}`}>Units you can read</SectionTitle>
      <ul aria-label="Units you can read">
        {shown.map((read) => (
          <Row key={read.unit.unit} read={read} course={readable.courses.get(read.unit.unit)} />
        ))}
      </ul>
      {reads.length > SHOWN && (
        <button type="button" className="text-button" aria-expanded={isWhole} onClick={() => setWhole(!isWhole)}>
          {isWhole ? "Fewer" : `All ${reads.length}`}
        </button>
      )}
    </section>
  );
}

function Row({ read, course }: { readonly read: Read; readonly course: Float32Array | undefined }) {
  const { store } = useAppHandle();
  const { unit, feature } = read;
  const isChosen = useApp((state) => state.unit === unit.unit);
  const open = () => {
    const { setText, pin, commitText } = store.getState();
    // One entry of the history for all of it: what is typed and dragged is committed as a whole.
    if (unit.example !== null) setText(unit.example.text, { isTyping: true });
    const place = unit.example === null ? {} : { step: unit.example.step, stage: unit.example.stage };
    pin({ unit: unit.unit, ...place, isCommit: false });
    commitText();
  };
  return (
    <li>
      <button type="button" className="units-row" aria-current={isChosen || undefined} onClick={open}>
        <span className="units-reading">{shortLabel(feature)}</span>{" "}
        <span className="units-score">
          {unit.unit}, {feature.measure} {unit.score.toFixed(3).replace(/^0/, "")}
        </span>
        {course !== undefined && <Sparkline course={course} />}
      </button>
    </li>
  );
}

/** The unit's state over the words of its own sentence, on its own scale, zero in it. */
function Sparkline({ course }: { readonly course: Float32Array }) {
  const [low, high] = [Math.min(0, ...course), Math.max(0, ...course)];
  const y = (value: number) => 1.5 + ((high - value) / (high - low || 1)) * (HEIGHT - 3);
  const x = (step: number) => (step / course.length) * WIDTH;
  const steps = Array.from(
    course,
    (value, step) => `${step === 0 ? "M0 " : "V"}${y(value).toFixed(1)}H${x(step + 1).toFixed(1)}`,
  );
  const line = steps.join("");
  return (
    <svg className="units-sparkline" width={WIDTH} height={HEIGHT} viewBox={`0 0 ${WIDTH} ${HEIGHT}`} aria-hidden="true">
      <path className="units-area" d={`${line}V${y(0)}H0z`} />
      <path className="units-line" d={line} />
    </svg>
  );
}
