import { resolve } from "node:path";
import type { ExportedTrace } from "../browser/exported-trace.ts";
import type { Remote } from "./remote.ts";

/** What a browser came to in the main job. */
export interface Outcome {
  /** Shares of the next words after the first example, as the page prints them. */
  readonly nextWords: readonly string[];
  /** The trace of the typed sentence. */
  readonly trace: ExportedTrace;
  /** The trace of the reader's own model. */
  readonly own: ExportedTrace;
  readonly link: string;
  /** Heading and number of drawings of every view. */
  readonly views: readonly { readonly title: string; readonly drawings: number }[];
}

const fixture = "tests/golden/two-layer-lstm";
const ownFiles = ["two-layer-lstm.safetensors", "vocab.json"].map((name) => resolve(fixture, name));

/** Keeps what the page says of its faults, and the text of every file that it hands out. */
const watch = `
  window.faults = []; window.handed = [];
  addEventListener("error", (event) => window.faults.push(String(event.message)));
  addEventListener("unhandledrejection", (event) => window.faults.push(String(event.reason)));
  const make = URL.createObjectURL.bind(URL);
  URL.createObjectURL = (blob) => { blob.text().then((text) => window.handed.push(text)); return make(blob); };`;

/** Waits in the page until an expression holds: by frames, so that a slow machine has as many as it needs. */
const until = (holds: string) => `
  for (let frame = 0; !(${holds}); frame++) {
    if (frame > 20000) throw new Error("waited in vain until " + ${JSON.stringify(holds)});
    await new Promise((next) => setTimeout(next, 16));
  }`;

const named = (role: string, name: string) =>
  `[...document.querySelectorAll(${JSON.stringify(role)})].find((found) => (found.getAttribute("aria-label") ?? found.textContent).trim().startsWith(${JSON.stringify(name)}))`;

const isAtRest = `document.querySelector("main")?.getAttribute("aria-busy") === "false"`;

/** Opens the page, types, steps, goes through every view, opens a model file and shares. @throws Error for whatever does not work */
export async function doMainJob(remote: Remote, address: string): Promise<Outcome> {
  const rest = () => remote.evaluate(`${until(isAtRest)}`);
  const press = async (role: string, name: string) => {
    const { x, y } = await remote.evaluate<{ x: number; y: number }>(`${until(`${named(role, name)} !== undefined`)}
      const found = ${named(role, name)};
      found.scrollIntoView({ block: "nearest" });
      const { left, top, width, height } = found.getBoundingClientRect();
      return { x: left + width / 2, y: top + height / 2 };`);
    await remote.click(x, y);
  };
  const exportTrace = async (): Promise<ExportedTrace> => {
    await remote.evaluate(`window.handed.length = 0;`);
    await press("button", "Share");
    await press("button", "Trace as JSON");
    const text = await remote.evaluate<string>(`${until("window.handed.length > 0")} return window.handed[0];`);
    await remote.press("Escape");
    return JSON.parse(text) as ExportedTrace;
  };

  await remote.navigate(address);
  await remote.evaluate(watch);
  await rest();
  const list = `document.querySelectorAll("[aria-label='Next words'] li")`;
  const nextWords = await remote.evaluate<string[]>(
    `${until(`${list}.length >= 10`)} return [...${list}].map((item) => item.textContent.replace(/\\s+/g, " ").trim());`,
  );

  const words = `document.querySelector("[aria-label='Sentence']").value`;
  await press("button", "Next");
  await remote.press("/");
  await remote.press("End", ...Array.from(" and the dog ran "));
  await remote.press("Enter");
  await remote.evaluate(`${until(`${words}.includes("and the dog ran")`)} document.activeElement.blur();`);
  await rest();
  const trace = await exportTrace();
  const stage = `document.querySelector(".stage-bar [aria-current], .stage-bar [aria-pressed='true'], .stage-bar [aria-checked='true']")?.textContent`;
  const before = await remote.evaluate<string | null>(`return ${stage} ?? location.hash;`);
  await remote.press("ArrowLeft");
  await remote.evaluate(until(`(${stage} ?? location.hash) !== ${JSON.stringify(before)}`));

  const views: { title: string; drawings: number }[] = [];
  for (const title of ["Gradients", "Predict", "Activations", "Memory", "Gates"]) {
    await press("nav a", title);
    await remote.evaluate(until(`document.querySelector("h1")?.textContent.includes(${JSON.stringify(title)})`));
    await rest();
    const drawings = await remote.evaluate<number>(
      `${until(`document.querySelectorAll("main canvas, main svg").length > 0`)} return document.querySelectorAll("main canvas, main svg").length;`,
    );
    const alerts = await remote.evaluate<string[]>(
      `return [...document.querySelectorAll("[role=alert]")].map((alert) => alert.textContent).filter(Boolean);`,
    );
    if (alerts.length > 0) throw new Error(`${title}: ${alerts.join(" ")}`);
    views.push({ title, drawings });
  }

  await press("header button", "story-lstm");
  await remote.evaluate(until(`document.querySelector("input[type=file]") !== null`));
  await remote.setFiles("input[type=file]", ownFiles);
  await remote.evaluate(until(`${named("header button", "two-layer-lstm")} !== undefined`));
  await rest();
  await remote.press("Escape");
  const own = await exportTrace();
  await press("button", "Share");
  const link = await remote.evaluate<string>(`return location.href.replace(location.origin, "");`);
  await remote.press("Escape");
  const faults = await remote.evaluate<string[]>(`return window.faults;`);
  if (faults.length > 0) throw new Error(faults.join("; "));
  return { nextWords, trace, own, link, views };
}
