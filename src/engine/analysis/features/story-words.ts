/*
 * Word lists that the features of the story models are read with. All are ours: picked by hand from the 3,000 most frequent words of the
 * training text (TinyStories, Tatoeba, captions), as the vocabulary of the story models writes them. A word that may be of either kind is
 * in no list.
 */

/** Names of boys, as they stand in the stories. */
export const boysNames = words("tom tim ben max sam jack john bill bob mike peter joe fred george");
/** Names of girls. */
export const girlsNames = words("mary lily sue anna jane lucy mia sara emma amy kate molly sally");
/** Further words for one male person or animal with a name. */
export const male = [...words("he him his himself spot boy man father dad king uncle grandpa brother son"), ...boysNames];
export const female = [
  ...words("she her hers herself girl woman mother mom mommy queen aunt grandma sister daughter"),
  ...girlsNames,
];
/** Words for what one can be said to be, that stand before a noun. */
export const adjectives = words(
  "big little small old new good bad happy sad nice pretty beautiful red blue green yellow black white brown pink young long short tall large great best kind funny scared angry tired hungry hot cold warm soft hard fast slow shiny special strong brave dark bright clean dirty wet dry loud quiet sweet heavy empty full real different favorite wooden",
);
/** Words that say no. */
export const negations = words("not no never nothing nobody cannot");
/** A subject or determiner of the plural, and of the singular. */
export const pluralCues = words("they we these those them us people children men women both many several some");
export const singularCues = words("he she it this that i him her a an one each every");

function words(line: string): readonly string[] {
  return line.split(" ");
}
