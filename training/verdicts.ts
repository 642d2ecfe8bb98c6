import type { Measured, Part } from "./measure.ts";

/** A claim with its figures. */
export interface Verdict {
  readonly claim: string;
  readonly figures: string;
  readonly holds: boolean;
}

/** Perplexity of the Kneser-Ney n-grams by order and part: training/results/kneser-ney.json. */
export type NGrams = Readonly<Record<string, Readonly<Record<Part, number>>>>;

/** What each of the shipped models must show, with what it shows. Models that were not measured are left out. */
export function judge(models: Readonly<Record<string, Measured>>, nGrams: NGrams): Verdict[] {
  const lstm = models["story-lstm"];
  const rnn = models["story-rnn"];
  const stateless = models["story-stateless"];
  return [
    ...(lstm === undefined ? [] : judgeLstm(lstm, rnn, nGrams)),
    ...(stateless === undefined ? [] : againstBigram(stateless, nGrams)),
    ...(lstm === undefined ? [] : judgePlaces("story-lstm", lstm)),
    ...(stateless === undefined ? [] : [judgeStateless(stateless)]),
  ];
}

function judgeLstm(lstm: Measured, rnn: Measured | undefined, nGrams: NGrams): Verdict[] {
  const verdicts: Verdict[] = measuredParts(lstm).map(([part, perplexity]) => {
    const against = nGrams["4"]?.[part] as number;
    return {
      claim: `story-lstm is below the Kneser-Ney 4-gram on ${part}`,
      figures: `${perplexity.toFixed(2)} against ${against.toFixed(2)} (${percent(perplexity / against - 1)})`,
      holds: perplexity < against,
    };
  });
  const stories = lstm.perplexity.tinystories;
  const other = rnn?.perplexity.tinystories;
  if (stories !== undefined && other !== undefined) {
    verdicts.push({
      claim: "story-lstm is at least 20 % below story-rnn on the stories",
      figures: `${stories.toFixed(2)} against ${other.toFixed(2)} (${percent(stories / other - 1)})`,
      holds: stories <= 0.8 * other,
    });
  }
  return verdicts;
}

function againstBigram(stateless: Measured, nGrams: NGrams): Verdict[] {
  return measuredParts(stateless).map(([part, perplexity]) => {
    const against = nGrams["2"]?.[part] as number;
    return {
      claim: `story-stateless is within 20 % of the Kneser-Ney 2-gram on ${part}`,
      figures: `${perplexity.toFixed(2)} against ${against.toFixed(2)} (${percent(perplexity / against - 1)})`,
      holds: perplexity <= 1.2 * against,
    };
  });
}

/** The seed example. */
export const seedText = "the cat sat on the";
export const seedWords = "mat couch bed chair floor sofa election galaxy".split(" ");

const places = new Set(
  "floor couch sofa bed chair bench mat table ground grass rug carpet pillow desk edge counter toilet roof wall porch lap step steps stool windowsill".split(
    " ",
  ),
);

function judgePlaces(id: string, measured: Measured): Verdict[] {
  const probe = measured.probes[seedText];
  if (probe === undefined) return [];
  const leading = probe.likeliest.slice(0, 5).map(([word]) => word);
  return [
    {
      claim: `${id}: after “${seedText}” the five likeliest are places to sit`,
      figures: leading.join(", "),
      holds: leading.every((word) => places.has(word)),
    },
    ...["couch", "floor", "bed", "chair"].map((word) => {
      const ratio = (probe.probed[word] as number) / (probe.probed.election as number);
      return {
        claim: `${id}: there ${word} is at least 1,000 times likelier than election`,
        figures: `${Math.round(ratio).toLocaleString("en-US")} times`,
        holds: ratio >= 1000,
      };
    }),
  ];
}

function judgeStateless(stateless: Measured): Verdict {
  const probe = stateless.probes[seedText];
  const alone = stateless.probes.the;
  const isSame =
    alone !== undefined &&
    probe?.likeliest.every(([word, p], at) => word === alone.likeliest[at]?.[0] && p === alone.likeliest[at]?.[1]);
  return {
    claim: `story-stateless cannot tell “${seedText}” from “the”`,
    figures: (probe?.likeliest ?? [])
      .slice(0, 5)
      .map(([word]) => word)
      .join(", "),
    holds: isSame === true,
  };
}

function measuredParts(measured: Measured): (readonly [Part, number])[] {
  return Object.entries(measured.perplexity) as [Part, number][];
}

function percent(share: number): string {
  return `${share < 0 ? "−" : "+"}${Math.abs(100 * share).toFixed(1)} %`;
}
