import { useRef } from "react";
import { columnLeft } from "./axis-geometry.ts";
import { Tooltip, type TooltipHandle } from "./tooltip.tsx";
import { typedWord } from "./typed-word.ts";
import { useAppHandle } from "./use-app.ts";
import type { Axis } from "./use-axis.ts";
import { useTransientHover } from "./use-transient.ts";

/** A row's numbers as they are printed, entry t − 1 of word t. */
export interface PrintedRow {
  readonly name: string;
  readonly texts: readonly string[];
}

/** What every row says of the word under the pointer, where the pointer is over one of them. */
export function RowsNote({ rows, axis }: { readonly rows: readonly PrintedRow[]; readonly axis: Axis }) {
  const { store } = useAppHandle();
  const anchor = useRef<HTMLDivElement>(null);
  const tooltip = useRef<TooltipHandle>(null);
  useTransientHover(
    (hover) => hover.step,
    (step) => {
      const box = anchor.current?.parentElement?.querySelector(".gain-view:hover");
      const word = step === null ? "" : typedWord(store.getState(), step);
      if (box == null || step === null || word === "") return tooltip.current?.hide();
      const { left, top, height } = box.getBoundingClientRect();
      const parts = rows.flatMap(({ name, texts }) => {
        const text = texts[step - 1];
        return text === undefined || text === "" ? [] : [`${name} ${text}`];
      });
      tooltip.current?.show(
        { where: `“${word}” (${step})`, parts: parts.join(", "), hint: "click to pin" },
        { left: left + columnLeft(axis, step) - axis.x0 - axis.scroll.getState(), top, width: axis.col, height },
      );
    },
  );
  return (
    <div ref={anchor} className="row-numbers">
      <Tooltip ref={tooltip} />
    </div>
  );
}
