import { type ReactNode, useState } from "react";
import { useDialogs } from "./dialogs.tsx";
import { formatCount } from "./format.ts";
import { Modal } from "./modal.tsx";
import { ArrowDownIcon, ArrowLeftIcon, ArrowRightIcon, ArrowUpIcon, ShiftIcon } from "./transport-icons.tsx";
import "./keyboard-dialog.css";
import { useApp } from "./use-app.ts";

interface Row {
  readonly action: string;
  readonly keys: ReactNode;
}

function Key({ name, children }: { readonly name?: string; readonly children: ReactNode }) {
  return (
    <kbd>
      {name !== undefined && <span className="visually-hidden">{name}</span>}
      {children}
    </kbd>
  );
}

const right = (
  <Key name="right arrow">
    <ArrowRightIcon />
  </Key>
);
const left = (
  <Key name="left arrow">
    <ArrowLeftIcon />
  </Key>
);
const shift = (
  <Key name="Shift with">
    <ShiftIcon />
  </Key>
);

const moving: readonly Row[] = [
  {
    action: "Next, previous stage",
    keys: (
      <>
        {right} {left}
      </>
    ),
  },
  {
    action: "Next, previous word",
    keys: (
      <>
        {shift} {right} {left}
      </>
    ),
  },
  {
    action: "First, last word",
    keys: (
      <>
        <Key>Home</Key> <Key>End</Key>
      </>
    ),
  },
  { action: "Play, pause", keys: <Key>Space</Key> },
  {
    action: "Unit up, down",
    keys: (
      <>
        <Key name="up arrow">
          <ArrowUpIcon />
        </Key>{" "}
        <Key name="down arrow">
          <ArrowDownIcon />
        </Key>
      </>
    ),
  },
  { action: "Expand a heatmap", keys: <Key>E</Key> },
];

const acting: readonly Row[] = [
  { action: "Pin what is under the pointer", keys: <Key>Enter</Key> },
  { action: "Dismiss, release, close", keys: <Key>Esc</Key> },
  { action: "Edit the sentence", keys: <Key>/</Key> },
  { action: "Accept the grey word", keys: <Key>Tab</Key> },
  {
    action: "Views 1 to 9",
    keys: (
      <>
        <Key>1</Key> – <Key>9</Key>
      </>
    ),
  },
  {
    action: "Projector, theme",
    keys: (
      <>
        <Key>P</Key> <Key>D</Key>
      </>
    ),
  },
  { action: "Hide, show the answers", keys: <Key>H</Key> },
  { action: "This list", keys: <Key>?</Key> },
];

/** Every key, and the switch for those without a modifier. */
export function KeyboardDialog() {
  const { close } = useDialogs();
  const hasShortcuts = useApp((state) => state.hasShortcuts);
  const set = useApp((state) => state.set);
  return (
    <Modal title="Keyboard" className="keyboard-dialog" onClose={close}>
      <div className="keyboard-columns">
        <KeyList rows={moving} />
        <KeyList rows={acting} />
      </div>
      <label className="switch-row">
        <span>
          Single-key shortcuts
          <span className="switch-hint">Letters, digits and signs act by themselves, except while you type.</span>
        </span>
        <input
          type="checkbox"
          role="switch"
          aria-checked={hasShortcuts}
          className="switch"
          checked={hasShortcuts}
          onChange={(event) => set({ hasShortcuts: event.target.checked })}
        />
      </label>
      <Speed />
      <p className="keyboard-foot">
        <a href="./licences.txt" target="_blank" rel="noreferrer">
          Licences of what is bundled
        </a>
      </p>
    </Modal>
  );
}

/** What this device computes with, how fast, and whether it agrees with the reference. */
function Speed() {
  const hasModel = useApp((state) => state.model !== null && state.status.kind === "ready");
  const measureSpeed = useApp((state) => state.measureSpeed);
  const [said, setSaid] = useState("");
  const [isMeasuring, setMeasuring] = useState(false);
  const measure = async () => {
    setMeasuring(true);
    setSaid("Measuring");
    try {
      const { id, wordsPerSecond, referenceWordsPerSecond, largestDifference } = await measureSpeed();
      const ratio = wordsPerSecond / referenceWordsPerSecond;
      setSaid(
        `${id} kernels: ${formatCount(wordsPerSecond)} words a second with every signal, ${ratio.toFixed(1)} times the reference kernels; largest difference to them ${largestDifference.toExponential(0)}.`,
      );
    } catch (error) {
      setSaid(error instanceof Error ? error.message : "It could not be measured");
    } finally {
      setMeasuring(false);
    }
  };
  return (
    <section className="speed-check" aria-label="Speed">
      <div className="switch-row">
        <span>
          Speed
          <span className="switch-hint">Runs the model on this device for half a second.</span>
        </span>
        <button type="button" className="button" disabled={!hasModel || isMeasuring} onClick={() => void measure()}>
          Measure
        </button>
      </div>
      <p role="status">{said}</p>
    </section>
  );
}

function KeyList({ rows }: { readonly rows: readonly Row[] }) {
  return (
    <dl className="row-list">
      {rows.map(({ action, keys }) => (
        <div key={action}>
          <dt>{action}</dt>
          <dd>{keys}</dd>
        </div>
      ))}
    </dl>
  );
}
