import { useState } from "react";
import type { Token } from "../../engine/tokenizer.ts";
import { useApp } from "./use-app.ts";
import type { Editing } from "./use-sentence-editing.ts";

/** Which unknown word is explained. */
export interface Explained {
  readonly step: number;
  readonly token: Token;
}

/**
 * The unknown word that was clicked, or that the caret was moved into: it is explained until it is closed, another word is pinned or
 * the text changes. A word that is being typed is not unknown yet.
 * @param at the word that holds the caret, 0 for none.
 * @param typed the word that is being typed, 0 for none.
 */
export function useUnknownWord(editing: Editing, at: number, typed: number) {
  const text = useApp((state) => state.text);
  const tokens = useApp((state) => state.tokens);
  const pinned = useApp((state) => state.step);
  const [asked, setAsked] = useState({ step: 0, text, pinned });
  const [closed, setClosed] = useState({ step: 0, text });
  const isAsked = asked.step > 0 && asked.text === text && asked.pinned === pinned;
  const entered = editing.isFocused && !editing.isTyping && !editing.isPicked ? at : 0;
  const step = isAsked ? asked.step : entered;
  const token = tokens[step - 1];
  const isOpen = token?.known === false && step !== typed && !(closed.step === step && closed.text === text);
  const explained: Explained | null = isOpen ? { step, token } : null;
  return {
    explained,
    ask: (asking: number) => {
      setAsked({ step: asking, text, pinned: asking });
      setClosed({ step: 0, text });
    },
    /** Keeps it open while its own buttons have the focus. */
    hold: () => setAsked({ step, text, pinned }),
    close: () => setClosed({ step, text }),
  };
}
