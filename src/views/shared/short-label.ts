/** What a feature is called where there is little room: its label up to the first comma. */
export function shortLabel({ label }: { readonly label: string }): string {
  return label.split(",")[0] as string;
}
