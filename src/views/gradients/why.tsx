import { Popover } from "../shared/popover.tsx";
import { useApp } from "../shared/use-app.ts";
import "./why.css";

/** Words at the beginning that are compared with those after them. */
const FIRST = 3;

/** Why the start of a text misleads, one press away. */
export function Why() {
  return (
    <Popover label="Why" button="Why" buttonClass="statement-link" align="end">
      <div className="why">
        <WhySentence />
      </div>
    </Popover>
  );
}

function WhySentence() {
  const keeping = useApp((state) => state.studies.find(({ layers }) => layers[0]?.keeping != null)?.layers[0]?.keeping ?? null);
  const before = useApp((state) => state.before);
  const carried = useApp((state) => [...state.carried.values()][0]?.join(" ") ?? "");
  const [early, later] = keeping === null ? [null, null] : [meanOf(keeping.subarray(0, FIRST)), meanOf(keeping.subarray(FIRST))];
  return (
    <>
      <p>
        A state that begins with zeros has nothing to keep, and the first words’ forget gates are nearly shut: little gradient
        gets past them, in the LSTM above all. Inside a text this is not so; therefore the state is carried in from{" "}
        {carried === "" ? "a story" : "a story that the model wrote"}. <i>From nothing</i> in the gutter begins with zeros
        instead.
      </p>
      {early !== null && later !== null && (
        <p>
          Mean forget gate {before === "nothing" ? "from nothing" : "with the state carried in"}: <b>{early.toFixed(2)}</b> at the
          first {FIRST} words, <b>{later.toFixed(2)}</b> at the later ones.
        </p>
      )}
      {carried !== "" && <blockquote>{carried}</blockquote>}
    </>
  );
}

function meanOf(values: Float64Array): number | null {
  return values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0) / values.length;
}
