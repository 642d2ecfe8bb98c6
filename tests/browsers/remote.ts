/** A browser that is driven from outside, with one page. */
export interface Remote {
  /** Name and version, as the browser gives them. */
  readonly name: string;
  readonly navigate: (url: string) => Promise<void>;
  /** Runs the body of an async function in the page; what it returns crosses as JSON. @throws Error where it throws */
  readonly evaluate: <T>(body: string) => Promise<T>;
  /** Presses keys one after the other: a character, or the name of a key in `keys`. */
  readonly press: (...pressed: readonly string[]) => Promise<void>;
  /** Clicks at a point of the window, in CSS pixels. */
  readonly click: (x: number, y: number) => Promise<void>;
  /** Hands files of this machine to the file input that the selector finds. */
  readonly setFiles: (selector: string, paths: readonly string[]) => Promise<void>;
  readonly close: () => Promise<void>;
}

/** Code points that WebDriver gives to keys without a character (W3C WebDriver, section 17.4.2). */
export const keys: Readonly<Record<string, string>> = { Enter: "\uE007", Escape: "\uE00C", ArrowLeft: "\uE012", End: "\uE010" };

/** The input source that presses keys, as WebDriver and WebDriver BiDi both take it. */
export function keyActions(pressed: readonly string[]) {
  const actions = pressed.flatMap((key) => {
    const value = keys[key] ?? key;
    return [
      { type: "keyDown", value },
      { type: "keyUp", value },
    ];
  });
  return [{ type: "key", id: "keyboard", actions }];
}

/** The input source that clicks at a point. */
export function clickActions(x: number, y: number) {
  const [left, top] = [Math.round(x), Math.round(y)];
  return [
    {
      type: "pointer",
      id: "mouse",
      parameters: { pointerType: "mouse" },
      actions: [
        { type: "pointerMove", x: left, y: top },
        { type: "pointerDown", button: 0 },
        { type: "pointerUp", button: 0 },
      ],
    },
  ];
}
