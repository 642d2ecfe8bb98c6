import { useRef } from "react";
import { columnLeft } from "../shared/axis-geometry.ts";
import { formatNorm } from "../shared/powers.ts";
import { Tooltip, type TooltipHandle } from "../shared/tooltip.tsx";
import { typedWord } from "../shared/typed-word.ts";
import { useAppHandle } from "../shared/use-app.ts";
import type { Axis } from "../shared/use-axis.ts";
import { useTransientHover } from "../shared/use-transient.ts";
import type { Line } from "./layout.ts";

/** Every line's number at the word under the pointer, where the pointer is over the chart. */
export function HoverNote({ lines, axis }: { readonly lines: readonly Line[]; readonly axis: Axis }) {
  const { store } = useAppHandle();
  const anchor = useRef<HTMLDivElement>(null);
  const tooltip = useRef<TooltipHandle>(null);
  useTransientHover(
    (hover) => hover.step,
    (step) => {
      const box = anchor.current?.parentElement?.querySelector(".norm-plot");
      const word = step === null ? "" : typedWord(store.getState(), step);
      if (!box?.matches(":hover") || step === null || word === "") return tooltip.current?.hide();
      const { left, top } = box.getBoundingClientRect();
      const parts = lines.flatMap(({ model, letter, log10 }) => {
        const value = log10[step - 1];
        return value === undefined ? [] : [`${model} ${letter} ${formatNorm(value)}`];
      });
      tooltip.current?.show(
        { where: `“${word}” (${step})`, parts: parts.join(", "), hint: "click to pin" },
        { left: left + columnLeft(axis, step) - axis.x0 - axis.scroll.getState(), top, width: axis.col, height: 120 },
      );
    },
  );
  return (
    <div ref={anchor}>
      <Tooltip ref={tooltip} />
    </div>
  );
}
