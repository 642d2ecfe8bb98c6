import { afterEach, describe, expect, test } from "vitest";
import type { Memory } from "../../src/store/edges.ts";
import type { MemoryDesk } from "../../src/store/memory-state.ts";
import { until } from "../worker/in-process-engine.ts";
import { makeTinyModel, tinyWords } from "../worker/tiny-model.ts";
import { startTestApp, type TestApp } from "./test-app.ts";

const ids = Uint16Array.from({ length: 300 }, (_, k) => 2 + ((k * k + 5 * k) % (tinyWords.length - 2)));

let app: TestApp;
afterEach(() => app.stop());

const start = async (fragment: string, { memory, hasDream = true }: { memory?: Memory; hasDream?: boolean } = {}) => {
  const files = new Map(hasDream ? [["memory/story-lstm/dream.bin", ids.slice().buffer as ArrayBuffer]] : []);
  app = startTestApp({ fragment, files, ...(memory === undefined ? {} : { memory }) });
  await app.rest();
  return app.state().openMemory();
};
const isRead = (desk: MemoryDesk) => until(() => desk.findings.getState().corpus !== null, "corpus");
const asked = (kind: string) =>
  app.engine.requests.filter((request) => request.kind === "corpus" && request.question.kind === kind).length;

describe("the desk of Memory", () => {
  test("reads the dream while the view is shown, and nothing before", async () => {
    const desk = await start("#s=the+cat+sat");
    expect(desk.findings.getState().corpus).toBeNull();
    expect(asked("open")).toBe(0);
    app.state().set({ view: "memory" });
    await isRead(desk);
    const { corpus, nearest } = desk.findings.getState();
    expect(corpus).toMatchObject({ name: "story-lstm’s own dream", isDream: true, units: 8 });
    expect([...(corpus?.ids ?? [])]).toEqual([...ids]);
    expect(nearest === null || nearest.length > 0).toBe(true);
    expect(asked("open")).toBe(1);
  });

  test("keeps the nearest and strongest contexts in step with word, unit and state", async () => {
    const desk = await start("#view=memory&s=the+cat+sat+on+the+mat&t=3&u=2");
    await isRead(desk);
    await until(() => desk.findings.getState().nearest !== null && desk.findings.getState().strongest?.unit === 2);
    const before = desk.findings.getState().nearest;
    app.state().pin({ step: 6, unit: 4 });
    await until(() => desk.findings.getState().nearest !== before && desk.findings.getState().strongest?.unit === 4);
    const hidden = desk.findings.getState().nearest;
    app.state().remember({ contextState: "cellState" });
    await until(() => desk.findings.getState().nearest !== hidden);
    expect(asked("nearest")).toBeGreaterThanOrEqual(3);
  });

  test("looks for the pattern of the address, and counts those that are kept", async () => {
    const desk = await start("#view=memory&s=the+cat+sat&pattern=hiddenState_0.1_1_0_2h&kept=mine:cellState_0.2_1_0_1l");
    await isRead(desk);
    await until(() => desk.findings.getState().matched !== null && desk.findings.getState().keptCounts.size === 1);
    const { matched, keptCounts } = desk.findings.getState();
    expect(matched?.pattern).toBe("hiddenState_0.1_1_0_2h");
    expect(matched?.matches.total).toBeGreaterThan(0);
    expect(keptCounts.get("cellState_0.2_1_0_1l")?.total).toBeGreaterThan(0);
  });

  test("keeps a further signal of the corpus when a pattern asks for it", async () => {
    const desk = await start("#view=memory&s=the+cat+sat");
    await isRead(desk);
    app.state().remember({ pattern: "forgetGate_0.5_1_0_2h" });
    await until(() => desk.findings.getState().matched?.pattern === "forgetGate_0.5_1_0_2h");
    expect(desk.findings.getState().corpus?.bytes).toBe(300 * (8 * 3 + 4));
  });

  test("reads the reader's own text in place of the dream, and goes back; a text without words is told", async () => {
    const desk = await start("#view=memory&s=the+cat+sat");
    await isRead(desk);
    desk.openText("mine.txt", "the cat sat on the mat . the dog sat .");
    await until(() => desk.findings.getState().corpus?.name === "mine.txt");
    expect(desk.findings.getState().corpus?.ids).toHaveLength(11);
    desk.openText("empty.txt", "  ");
    await until(() => desk.findings.getState().corpusProblem !== null);
    expect(desk.findings.getState().corpusProblem?.title).toBe("There are no words in this text");
    desk.openDream();
    await until(() => desk.findings.getState().corpus?.isDream === true);
  });

  test("finds in a text what it found in the one before, though both have the same name and length, and in one that is read twice", async () => {
    const desk = await start("#view=memory&s=the+cat+sat&memory=map&model=story-rnn");
    await isRead(desk);
    const isFound = () => {
      const { corpus, nearest, strongest, plane } = desk.findings.getState();
      return corpus !== null && nearest !== null && strongest !== null && plane !== null;
    };
    await until(isFound, "what is in the dream");
    for (const text of ["the cat sat on the mat . the dog sat .", "the dog sat on the mat . the cat sat ."]) {
      desk.openText("mine.txt", text);
      await until(isFound, `what is in “${text}”`);
    }
    desk.openText("mine.txt", "the dog sat on the mat . the cat sat .");
    await until(isFound, "what is in it");
  });

  test("says so where its files cannot be fetched; the view goes on without them", async () => {
    const desk = await start("#view=memory&s=the+cat+sat", { hasDream: false });
    await until(() => desk.findings.getState().corpusProblem !== null);
    await until(() => desk.findings.getState().fileProblem !== null && desk.findings.getState().passportsProblem !== null);
    const { corpusProblem, fileProblem, passportsProblem } = desk.findings.getState();
    expect(corpusProblem?.title).toBe("story-lstm/dream.bin could not be fetched");
    expect(fileProblem?.title).toMatch(/^story-lstm\/(memory\.json|map\.bin) could not be fetched$/);
    expect(passportsProblem?.title).toBe("story-lstm/passports.json could not be fetched");
    expect(app.state().steps).toBe(3);
  });

  test("refuses a dream that is not what the page was built with, and reads it when it is asked for again", async () => {
    const path = "memory/story-lstm/dream.bin";
    const files = new Map([[path, ids.slice().buffer as ArrayBuffer]]);
    const served = new Map([[path, new Uint8Array([1, 2, 3]).buffer as ArrayBuffer]]);
    app = startTestApp({ fragment: "#view=memory&s=the+cat+sat", files, served });
    await app.rest();
    const desk = await app.state().openMemory();
    await until(() => desk.findings.getState().corpusProblem !== null);
    expect(desk.findings.getState().corpusProblem?.detail).toContain("3 bytes came, 600 bytes were needed");
    expect(asked("open")).toBe(0);
    served.set(path, files.get(path) ?? new ArrayBuffer(0));
    desk.openDream();
    await isRead(desk);
    expect(desk.findings.getState().corpusProblem).toBeNull();
  });

  test("has nothing to say of the files of a model that was left while they came", async () => {
    const desk = await start("#view=memory&s=the+cat+sat", { hasDream: false });
    await until(() => desk.findings.getState().fileProblem !== null);
    desk.loadFiles();
    app.state().chooseModel("story-rnn");
    await app.rest();
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(desk.findings.getState()).toMatchObject({ fileProblem: null, passportsProblem: null });
  });

  test("tells a model of other words that the dream is not for it: a note, no fault", async () => {
    const desk = await start("#view=memory&s=the+cat+sat");
    await isRead(desk);
    app.state().openFiles(makeTinyModel({ id: "mine", cell: "lstm", seed: 3 }));
    await until(() => desk.findings.getState().corpusNote !== null);
    expect(desk.findings.getState()).toMatchObject({ corpus: null, corpusProblem: null, progress: null });
    desk.openText("mine.txt", "the cat sat on the mat .");
    await isRead(desk);
    expect(desk.findings.getState().corpusNote).toBeNull();
  });

  test("counts the words that are to be read while it reads them", async () => {
    const desk = await start("#s=the+cat+sat");
    const counted: (number | null)[] = [];
    desk.findings.subscribe(({ progress, wordsToRead }) => progress !== null && counted.push(wordsToRead));
    app.state().set({ view: "memory" });
    await isRead(desk);
    expect(counted).toContain(300);
  });

  test("answers with the states of a second sentence, and forgets them with it", async () => {
    const desk = await start("#view=memory&s=the+cat+sat&s2=the+dog+sat");
    await until(() => desk.findings.getState().second?.words.join(" ") === "the dog sat");
    app.state().predict({ second: "a dog" });
    await until(() => desk.findings.getState().second?.words.join(" ") === "a dog");
  });
});
