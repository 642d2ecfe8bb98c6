import { MODEL_LIMITS } from "../limits.ts";
import { type Result, refuse } from "../problem.ts";
import { stillSafe } from "./say.ts";

/** Refuses sizes that are not within MODEL_LIMITS, each at least one; null where all are. Asked before memory is asked for. */
export function checkSizes(
  fileName: string,
  sizes: Readonly<Partial<Record<keyof typeof MODEL_LIMITS, number>>>,
): Result<never> | null {
  for (const key of Object.keys(MODEL_LIMITS) as (keyof typeof MODEL_LIMITS)[]) {
    const [size, most] = [sizes[key] ?? 1, MODEL_LIMITS[key]];
    if (size >= 1 && size <= most) continue;
    return refuse(
      `${fileName} has ${size.toLocaleString("en-US")} ${key}`,
      `At least 1 and at most ${most.toLocaleString("en-US")} can be opened. ${stillSafe}`,
    );
  }
  return null;
}
