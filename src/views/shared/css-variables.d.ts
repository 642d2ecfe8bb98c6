import "react";

declare module "react" {
  interface CSSProperties {
    /** Custom properties carry the numbers of the layout to the style sheet. */
    [property: `--${string}`]: string | number | undefined;
  }
}
