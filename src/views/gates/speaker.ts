import type { RefObject } from "react";

/** Says things without rendering: where the cell is, what was copied. */
export interface Speaker {
  /** For those who cannot see it. */
  readonly say: (text: string) => void;
  /** Copies and says so, to everybody. */
  readonly copy: (text: string, confirmation: string) => void;
}

/** A speaker that stays the same object while its element comes and goes. */
export function passOn(voice: RefObject<Speaker | null>): Speaker {
  return {
    say: (text) => voice.current?.say(text),
    copy: (text, confirmation) => voice.current?.copy(text, confirmation),
  };
}
