import { describe, expect, it } from "vitest";
import { describeStatus } from "../../../src/views/shared/model-status.tsx";
import { describeBytes } from "../../../src/views/shared/stack-states.tsx";

describe("loading", () => {
  it("counts bytes in the unit of the whole, once where both share it", () => {
    expect(describeBytes(1_400_000, 2_100_000)).toBe("1.4 of 2.1 MB");
    expect(describeBytes(90_000, 2_100_000)).toBe("90 kB of 2.1 MB");
  });

  it("is told by quarters, then that the model is ready", () => {
    const loading = { kind: "loading", part: "weights", total: 100 } as const;
    expect(describeStatus("story-lstm", { ...loading, received: 66 })).toBe("Loading story-lstm, 50%");
    expect(describeStatus("story-lstm", { ...loading, part: "vocabulary", received: 0 })).toBe("Loading story-lstm");
    expect(describeStatus("story-lstm", { kind: "ready" })).toBe("story-lstm ready");
  });

  it("leaves a failure to its alert", () => {
    const problem = { title: "not found", detail: "try again" };
    expect(describeStatus("story-lstm", { kind: "failed", problem })).toBe("");
  });
});
