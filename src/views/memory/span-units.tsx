import { AROUND_WORDS } from "../../engine/analysis/span-units.ts";
import { countOf } from "../../engine/count-of.ts";
import { nounOf } from "../shared/noun.ts";
import { useApp, useAppHandle } from "../shared/use-app.ts";
import type { Found } from "./use-selecting.ts";
import "./span-units.css";

interface Props {
  readonly from: number;
  readonly to: number;
  /** Null before they are looked for. */
  readonly found: Found | null;
  readonly isSigned: boolean;
  readonly onFind: () => void;
}

/** Buttons that are shown; the others are counted. */
const LISTED = 12;

/** Which units are on over the selected words and silent around them: looked for in one press, each pinned by another. */
export function SpanUnits({ from, to, found, isSigned, onFind }: Props) {
  const { store } = useAppHandle();
  const noun = useApp(nounOf);
  const pinned = useApp((state) => state.unit);
  const words = from === to ? `${noun} ${from}` : `${noun}s ${from} to ${to}`;
  const listed = found?.shown.slice(0, LISTED) ?? [];
  const further = (found?.shown.length ?? 0) - listed.length;
  return (
    <section className="span-units" aria-label="Units on over these words alone">
      <button type="button" className="button" onClick={onFind}>
        Units on over {words} alone
      </button>
      {found !== null && (
        <>
          <p role="status">
            {found.of === 0
              ? `None: no unit differs over ${words} from all ${AROUND_WORDS} ${noun}s before and after.`
              : listed.length === 0
                ? `None at this threshold; ${countOf(found.of, "unit")} at another.`
                : `${countOf(found.shown.length, "unit")}: on over ${words}, silent at the ${AROUND_WORDS} ${noun}s before and after.`}
          </p>
          {listed.length > 0 && (
            <ul>
              {listed.map(({ unit, side }) => (
                <li key={unit}>
                  <button
                    type="button"
                    className="span-unit"
                    aria-pressed={unit === pinned}
                    aria-label={`Unit ${unit}${isSigned ? (side > 0 ? ", above zero" : ", below zero") : ""}`}
                    onClick={() => store.getState().pin({ step: to, unit })}
                  >
                    {isSigned && (side > 0 ? "+" : "−")}
                    {unit}
                  </button>
                </li>
              ))}
              {further > 0 && <li>and {further} more</li>}
            </ul>
          )}
        </>
      )}
    </section>
  );
}
