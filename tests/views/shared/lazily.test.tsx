import { PassThrough } from "node:stream";
import { text } from "node:stream/consumers";
import { renderToPipeableStream } from "react-dom/server";
import { expect, test } from "vitest";
import { lazyView } from "../../../src/views/shared/lazily.tsx";

test("what a view states and its panel are one script, asked for once", async () => {
  let asked = 0;
  const { Panel, Statement } = lazyView(async () => {
    asked++;
    return { Panel: () => <p>panel</p>, Statement: () => <p>statement</p> };
  });
  const page = new PassThrough();
  const { pipe } = renderToPipeableStream(
    <>
      <Statement />
      <Panel />
    </>,
    { onAllReady: () => pipe(page) },
  );
  expect(await text(page)).toContain("<p>statement</p>");
  expect(asked).toBe(1);
});
