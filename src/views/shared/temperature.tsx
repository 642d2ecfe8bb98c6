import { useApp } from "./use-app.ts";
import "./temperature.css";

const LOWEST = 0.1;
const HIGHEST = 3;

/** Place on the slider, −1 … 1, of a temperature: 1 stands in the middle, each half is logarithmic. */
export function temperaturePlace(temperature: number): number {
  const place = temperature < 1 ? -Math.log(temperature) / Math.log(LOWEST) : Math.log(temperature) / Math.log(HIGHEST);
  return Math.max(-1, Math.min(1, place));
}

/** The temperature at a place, to two decimals: what the number beside the slider says is what is computed with. */
export function temperatureAt(place: number): number {
  const temperature = place < 0 ? LOWEST ** -place : HIGHEST ** place;
  return Math.round(temperature * 100) / 100;
}

/** Divides the logits before the softmax; nothing of the network is run again. */
export function Temperature() {
  const temperature = useApp((state) => state.temperature);
  const set = useApp((state) => state.set);
  const place = temperaturePlace(temperature);
  const printed = temperature.toFixed(Number.isInteger(Math.round(temperature * 100) / 10) ? 1 : 2);
  return (
    <label className="temperature">
      <span>Temperature</span>
      <span className="temperature-value">{printed}</span>
      <input
        type="range"
        className="slider"
        min={-1}
        max={1}
        step={0.01}
        value={place}
        aria-label="Temperature"
        aria-valuetext={printed}
        style={{ "--share": (place + 1) / 2 }}
        onChange={(event) => set({ temperature: temperatureAt(event.target.valueAsNumber) })}
        onDoubleClick={() => set({ temperature: 1 })}
      />
    </label>
  );
}
