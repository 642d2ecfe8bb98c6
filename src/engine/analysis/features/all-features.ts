import type { Feature } from "./feature.ts";
import { storyFeatures } from "./story-features.ts";
import { textFeatures } from "./text-features.ts";

/** Those of any text, then those of stories in the words of the shipped models. */
export const allFeatures: readonly Feature[] = [...textFeatures, ...storyFeatures];
