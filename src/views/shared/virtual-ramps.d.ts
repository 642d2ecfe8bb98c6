declare module "virtual:ramps" {
  /** Tables of colours as `encodeTable` writes them, by theme and name, tabulated while the page is built. */
  export const ramps: Readonly<Record<"light" | "dark", Readonly<Record<string, string>>>>;
}
