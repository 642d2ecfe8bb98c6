import { main as measureChromium } from "./chromium.ts";
import { main as measureCorpus } from "./corpus.ts";
import { main as measureGradients } from "./gradients.ts";
import { main as measureKeystrokes } from "./keystroke.ts";
import { main as measureMemory } from "./memory.ts";
import { main as measureSlider } from "./slider.ts";
import { main as measureTraces } from "./trace.ts";

const benches = {
  keystroke: measureKeystrokes,
  slider: measureSlider,
  memory: measureMemory,
  chromium: measureChromium,
  trace: measureTraces,
  gradients: measureGradients,
  corpus: measureCorpus,
};

/** Runs the benches that are named, or all of them, one after the other. @throws RangeError for a name that is none */
export async function main(names: readonly string[]): Promise<void> {
  const known = Object.entries(benches);
  for (const name of names) if (!(name in benches)) throw new RangeError(`${name} of ${known.map(([own]) => own).join(", ")}`);
  for (const [name, measure] of known) {
    if (names.length > 0 && !names.includes(name)) continue;
    process.stdout.write(`\n== ${name}\n`);
    await measure();
  }
}
