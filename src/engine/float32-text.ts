/** The shortest decimal that reads back to the same float32: 0.1, not 0.10000000149011612. `value` is a float32; nine digits always do. */
export function formatFloat32(value: number): string {
  if (Object.is(value, -0)) return "-0";
  // Most need seven or eight digits, so the search starts in the middle.
  let digits = reads(value, 7) ? 7 : 8;
  if (digits === 7) {
    while (digits > 1 && reads(value, digits - 1)) digits--;
  } else if (!reads(value, 8)) {
    digits = 9;
  }
  return String(Number(value.toPrecision(digits)));
}

function reads(value: number, digits: number): boolean {
  return Math.fround(Number(value.toPrecision(digits))) === value;
}
