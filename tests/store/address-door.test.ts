import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { createAddressDoor } from "../../src/store/address-door.ts";
import { opening } from "../../src/store/opening.ts";
import { until } from "../worker/in-process-engine.ts";
import { createTestAddress, startTestApp, type TestAddress, type TestApp } from "./test-app.ts";

let app: TestApp;
/** The opening moment at another word, or other words, in the address of a model with fewer units. */
const written = (step: number, text: string = opening.text): string => {
  const u = Math.min(opening.unit, (app.state().model?.config.units ?? 0) - 1);
  return `#${new URLSearchParams({ s: text, t: `${step}`, u: `${u}`, stage: opening.stage })}`;
};
afterEach(() => app.stop());

describe("a page without anything in its address", () => {
  beforeEach(() => {
    app = startTestApp({ fragment: "" });
  });
  const entries = (count: number) => until(() => app.address.entries().length === count, `${count} entries`);

  test("gives what is pinned before the address can be written an entry each, in order, and Back undoes them", async () => {
    await app.rest();
    app.state().pin({ step: 2 });
    app.state().pin({ step: 3 });
    expect(app.address.entries()).toEqual([""]);
    await entries(3);
    expect(app.address.entries()).toEqual(["", written(2), written(3)]);
    app.address.go(-1);
    expect(app.state().step).toBe(2);
    app.address.go(-1);
    expect(app.state().step).toBe(opening.step);
  });

  test("gives a sentence that is typed before that one entry, when it is committed", async () => {
    for (const text of ["the", "the dog"]) app.state().setText(text, { isTyping: true });
    app.state().commitText();
    app.state().setText("the dog sat", { isTyping: true });
    await app.rest();
    await entries(2);
    app.clock.advance(1000);
    expect(app.address.entries()).toEqual(["", written(1, "the dog sat")]);
    app.address.go(-1);
    expect(app.state().text).toBe(opening.text);
  });

  test("follows once the first numbers are there, without a decision of the reader", async () => {
    await app.rest();
    app.state().set({ temperature: 0.5 });
    app.clock.advance(500);
    await until(() => app.clock.waits() > 0, "to be written");
    app.clock.advance(500);
    expect(app.address.entries()).toEqual([`${written(opening.step)}&temp=0.5`]);
  });

  test("takes a fragment that is typed by hand before that", async () => {
    app.address.push("#s=the+dog&t=1");
    app.address.go(0);
    await until(() => app.state().text === "the dog", "taken");
    await app.rest();
    expect(app.state().step).toBe(1);
    expect(app.address.entries()).toEqual(["", "#s=the+dog&t=1"]);
  });
});

describe("an address whose script does not come", () => {
  let isLost = true;
  const load = async () => {
    if (isLost) throw new Error("no line");
    return import("../../src/store/address.ts");
  };
  const loaded: string[] = [];
  const startDoor = (address: TestAddress) => {
    const doors = { store: app.store, load: (id: string) => loaded.push(id), settle: () => {} };
    return createAddressDoor(() => doors, { address, clock: app.clock, views: ["gates"] }, load);
  };
  const notice = () => app.state().notices.find(({ about }) => about === "address");

  beforeEach(async () => {
    isLost = true;
    app = startTestApp();
    await app.rest();
  });

  test("stays as it is under the default sentence, with a line, and is read when that is tried again", async () => {
    const address = createTestAddress("#s=the+dog");
    const door = startDoor(address);
    const { arrived, stop } = door.start();
    await arrived;
    expect(app.state().text).toBe(opening.text);
    await until(() => notice() !== undefined, "told");
    expect(notice()?.problem.detail).toContain("no line");
    door.draft();
    door.commit();
    app.clock.advance(5000);
    expect(address.entries()).toEqual(["#s=the+dog"]);
    isLost = false;
    notice()?.ways[0]?.go();
    await until(() => app.state().text === "the dog", "read");
    expect(notice()).toBeUndefined();
    stop();
  });

  test("keeps what is to be written until it can be", async () => {
    const address = createTestAddress("");
    const door = startDoor(address);
    const { arrived, stop } = door.start();
    await arrived;
    app.state().pin({ step: 2 });
    door.commit();
    await until(() => notice() !== undefined, "told");
    expect(address.entries()).toEqual([""]);
    isLost = false;
    app.state().pin({ step: 3 });
    door.commit();
    await until(() => address.entries().length === 3, "written");
    expect(address.entries()).toEqual(["", written(2), written(3)]);
    expect(notice()).toBeUndefined();
    stop();
  });
});
