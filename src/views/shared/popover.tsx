import { type ReactNode, type ToggleEvent, useId, useRef } from "react";
import "./popover.css";

interface Props {
  /** Accessible name of the button. */
  readonly label: string;
  /** What the button shows. */
  readonly button: ReactNode;
  readonly buttonClass: string;
  /** The edge of the button that the panel lines up with. */
  readonly align: "start" | "end";
  /** A function gets the way to close. */
  readonly children: ReactNode | ((close: () => void) => ReactNode);
}

/** Gap between button and panel, and between panel and window. */
const GAP_PX = 8;

/** A button with a native popover beside it: Esc and a press elsewhere close it. Below the button if there is room, else above. */
export function Popover({ label, button, buttonClass, align, children }: Props) {
  const id = useId();
  const trigger = useRef<HTMLButtonElement>(null);
  const panel = useRef<HTMLDivElement>(null);
  const place = (event: ToggleEvent<HTMLDivElement>) => {
    trigger.current?.setAttribute("aria-expanded", String(event.newState === "open"));
    if (event.newState === "open" && trigger.current !== null) moveBeside(event.currentTarget, trigger.current, align);
  };
  return (
    <>
      <button
        ref={trigger}
        type="button"
        className={buttonClass}
        aria-label={label}
        aria-expanded="false"
        popoverTarget={id}
        title={label}
      >
        {button}
      </button>
      <div ref={panel} id={id} popover="auto" className="popover" onToggle={place}>
        {typeof children === "function" ? children(() => panel.current?.hidePopover()) : children}
      </div>
    </>
  );
}

function moveBeside(panel: HTMLElement, trigger: HTMLElement, align: "start" | "end"): void {
  const anchor = trigger.getBoundingClientRect();
  const { width, height } = panel.getBoundingClientRect();
  const wanted = align === "start" ? anchor.left : anchor.right - width;
  const left = Math.max(GAP_PX, Math.min(wanted, document.documentElement.clientWidth - width - GAP_PX));
  const below = anchor.bottom + GAP_PX;
  const top = below + height + GAP_PX <= window.innerHeight ? below : Math.max(GAP_PX, anchor.top - GAP_PX - height);
  // Within a part of the page that is magnified, lengths are, too.
  const zoom = panel.currentCSSZoom ?? 1;
  panel.style.left = `${Math.round(left / zoom)}px`;
  panel.style.top = `${Math.round(top / zoom)}px`;
}
