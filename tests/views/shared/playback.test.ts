import { describe, expect, it } from "vitest";
import { createStore } from "zustand/vanilla";
import { cells } from "../../../src/engine/cells/registry.ts";
import { opening } from "../../../src/store/opening.ts";
import type { AppState } from "../../../src/store/state.ts";
import { beatMs, playBeat, playThrough, togglePlay } from "../../../src/views/shared/playback.ts";

const stages = cells[0]?.stages.map((stage) => stage.id) ?? [];

/** A state of three words whose moves are written down. */
function stateAt(place: { step: number; stage: string | undefined }, changes: Partial<AppState> = {}) {
  const done: string[] = [];
  const state = {
    ...place,
    tokens: [{}, {}, {}],
    model: { config: { cell: cells[0]?.id } },
    isPlaying: true,
    isLooping: false,
    stopsAtStages: true,
    speed: 1,
    halts: [],
    moveStage: () => {
      done.push("stage");
      return place.step < 3 || place.stage !== stages.at(-1);
    },
    moveStep: () => {
      done.push("word");
      return place.step < 3;
    },
    pin: (selection: object) => done.push(`pin ${JSON.stringify(selection)}`),
    setPlaying: (isPlaying: boolean) => done.push(isPlaying ? "play" : "stop"),
    ...changes,
  } as unknown as AppState;
  return { state, done };
}

describe("playback", () => {
  it("takes 700 ms a stage and 900 ms a word at 1×, less at higher speeds", () => {
    expect(beatMs({ speed: 1, stopsAtStages: true })).toBe(700);
    expect(beatMs({ speed: 1, stopsAtStages: false })).toBe(900);
    expect(beatMs({ speed: 4, stopsAtStages: true })).toBe(175);
    expect(beatMs({ speed: 0.5, stopsAtStages: false })).toBe(1800);
  });

  it("moves a stage a beat, or a word where stages are not stopped at", () => {
    const byStage = stateAt({ step: 1, stage: stages[0] });
    playBeat(byStage.state);
    expect(byStage.done).toEqual(["stage"]);
    const byWord = stateAt({ step: 1, stage: stages[0] }, { stopsAtStages: false });
    playBeat(byWord.state);
    expect(byWord.done).toEqual(["word"]);
  });

  it("stops at the end, or starts over when looping", () => {
    const ended = stateAt({ step: 3, stage: stages.at(-1) });
    playBeat(ended.state);
    expect(ended.done).toEqual(["stage", "stop"]);
    const looping = stateAt({ step: 3, stage: stages.at(-1) }, { isLooping: true });
    playBeat(looping.state);
    expect(looping.done).toEqual(["stage", `pin {"step":1,"isCommit":false,"stage":"${stages[0]}"}`]);
  });

  it("plays from the first word when it stood at the very end, and from where it stood otherwise", () => {
    const atEnd = stateAt({ step: 3, stage: stages.at(-1) }, { isPlaying: false });
    togglePlay(atEnd.state);
    expect(atEnd.done).toEqual([`pin {"step":1,"isCommit":false,"stage":"${stages[0]}"}`, "play"]);
    const inside = stateAt({ step: 3, stage: stages[0] }, { isPlaying: false });
    togglePlay(inside.state);
    expect(inside.done).toEqual(["play"]);
  });

  it("plays the opening word by word from the first to the last, shows once how its unit is written, and after a pause goes on, at the opening's own word too", () => {
    const run = createStore<AppState>(() => ({
      ...stateAt({ step: opening.step, stage: opening.stage }).state,
      text: opening.text,
      unit: opening.unit,
      tokens: Array.from({ length: 27 }, () => ({})) as unknown as AppState["tokens"],
      isPlaying: false,
      pin: (selection) => run.setState(selection),
      setPlaying: (isPlaying) => run.setState({ isPlaying }),
      setPlayback: (change) => run.setState(change),
      moveStage: () => {
        throw new Error("it stops at no stage");
      },
      moveStep: (direction) => {
        const { step, tokens } = run.getState();
        if (step === tokens.length) return false;
        run.setState({ step: step + direction });
        return true;
      },
    }));
    const shown: string[] = [];
    const playUntil = (last: number) => {
      togglePlay(run.getState());
      for (let beat = 0; beat < 99 && run.getState().isPlaying && run.getState().step !== last; beat++) {
        const { step, stage } = run.getState();
        shown.push(`${step} ${stage}`);
        playBeat(run.getState());
      }
    };
    playUntil(opening.step);
    togglePlay(run.getState());
    expect(run.getState().isPlaying).toBe(false);
    playUntil(0);
    const expected = run
      .getState()
      .tokens.flatMap((_, at) =>
        (at + 1 === opening.written ? opening.halts : [opening.stage]).map((stage) => `${at + 1} ${stage}`),
      );
    expect(shown).toEqual(expected);
  });

  it("plays another sentence through from its first word, and halts nowhere", () => {
    const { state, done } = stateAt(
      { step: 2, stage: stages[1] },
      { isPlaying: false, text: "the cat sat", setPlayback: (change) => done.push(JSON.stringify(change)) },
    );
    playThrough(state);
    expect(done).toEqual([`{"stopsAtStages":false,"halts":[]}`, `pin {"step":1,"isCommit":false}`, "play"]);
    const elsewhere = stateAt({ step: opening.written, stage: opening.stage }, { halts: opening.halts, text: "the cat sat" });
    playBeat(elsewhere.state);
    expect(elsewhere.done).toEqual(["stage"]);
  });

  it("pauses where it stands", () => {
    const playing = stateAt({ step: 3, stage: stages.at(-1) });
    togglePlay(playing.state);
    expect(playing.done).toEqual(["stop"]);
  });
});
