/** Two contexts that differ in little, and the word that should follow each: after the other context the other word should. */
export interface MinimalPair {
  readonly kind: string;
  readonly first: string;
  readonly second: string;
  /** Should be likelier than `other` after `first`, and less likely after `second`. */
  readonly word: string;
  readonly other: string;
}

const pairs = (kind: string, rows: readonly (readonly [first: string, second: string, word: string, other: string])[]) =>
  rows.map(([first, second, word, other]): MinimalPair => ({ kind, first, second, word, other }));

const names = ["tom", "ben", "lily", "mia", "sam", "anna", "max", "lucy"] as const;

/** Pairs of our own, eight a kind. In every pair each word is right once and wrong once: preferring one of them gains nothing. */
export const minimalPairs: readonly MinimalPair[] = [
  ...pairs("agreement, next to the verb", [
    ["the dogs", "the dog", "were", "was"],
    ["the children", "the child", "were", "was"],
    ["the old trees", "the old tree", "were", "was"],
    ["his toys", "his toy", "were", "was"],
    ["two little birds and the cats", "two little birds and the cat", "were", "was"],
    ["in the garden, the flowers", "in the garden, the flower", "were", "was"],
    ["the red apples", "the red apple", "are", "is"],
    ["the women", "the woman", "are", "is"],
  ]),
  ...pairs("agreement, across a noun of the other number", [
    ["the keys to the old cabinet on the wall", "the key to the old cabinets on the wall", "are", "is"],
    ["the dogs near the tree", "the dog near the trees", "were", "was"],
    ["the books on the table", "the book on the tables", "were", "was"],
    ["the birds in the big tree", "the bird in the big trees", "were", "was"],
    ["the children with the dog", "the child with the dogs", "were", "was"],
    ["the boxes under the bed", "the box under the beds", "were", "was"],
    ["the men in the car", "the man in the cars", "are", "is"],
    ["the women next to the child", "the woman next to the children", "are", "is"],
  ]),
  ...pairs("possessive, of the subject's gender", [
    ["the girl hugged", "the boy hugged", "her", "his"],
    ["the princess opened", "the prince opened", "her", "his"],
    ["the woman closed", "the man closed", "her", "his"],
    ["the queen put on", "the king put on", "her", "his"],
    ["lily ran home to show", "tom ran home to show", "her", "his"],
    ["the mother called", "the father called", "her", "his"],
    ["my aunt washed", "my uncle washed", "her", "his"],
    ["grandma looked for", "grandpa looked for", "her", "his"],
  ]),
  ...pairs("he or she, across a full stop", [
    [
      "once upon a time, there was a little girl who loved the rain. every day,",
      "once upon a time, there was a little boy who loved the rain. every day,",
      "she",
      "he",
    ],
    ["lily was sad. then", "tom was sad. then", "she", "he"],
    ["the old woman lived alone. one day,", "the old man lived alone. one day,", "she", "he"],
    ["the queen was very tired. so", "the king was very tired. so", "she", "he"],
    ["anna found a big box. inside,", "ben found a big box. inside,", "she", "he"],
    ["the princess looked at the sky. then", "the prince looked at the sky. then", "she", "he"],
    ["his mother came home. when", "his father came home. when", "she", "he"],
    ["the girl saw a cake on the table. but", "the boy saw a cake on the table. but", "she", "he"],
  ]),
  ...pairs("a quotation waits to be closed", [
    ["the boy said, “i want to go home.", "the boy was tired. he wanted to go home.", "”", "he"],
    ["“look at the big tree.", "they looked at the big tree.", "”", "they"],
    [
      "“come here,” the mother said. “look at the little bird in the tree.",
      "the mother came. she looked at the little bird in the tree.",
      "”",
      "the",
    ],
    ["tom asked, “can i play with the ball?", "can tom play with the ball?", "”", "the"],
    ["“thank you very much!", "they thanked her very much!", "”", "they"],
    ["she smiled and said, “yes, we can go to the park.", "she smiled. they went to the park.", "”", "they"],
    ["the bird said, “do not be afraid.", "the bird was not afraid.", "”", "the"],
    ["“where is my hat?” he asked. “it is on the chair.", "his hat was gone. it was on the chair.", "”", "he"],
  ]),
  ...pairs("topic", [
    ["the boat sailed slowly across the", "the car drove slowly down the", "water", "street"],
    ["the baby was tired and went to", "the boy was six and went to", "sleep", "school"],
    ["she was hungry, so she ate some", "she was thirsty, so she drank some", "bread", "water"],
    ["the fish swam in the", "the bird flew in the", "water", "sky"],
    ["it was dark and the moon was in the", "it was warm and the flowers were in the", "sky", "garden"],
    ["he kicked the", "he read the", "ball", "book"],
    ["a man is riding a wave on a", "a man is riding down the street on a", "surfboard", "bike"],
    ["the cat chased the", "the boy flew the", "mouse", "kite"],
  ]),
  ...pairs(
    "memory of a name",
    names.map((name, k) => {
      const other = names[(k + 2) % names.length] as string;
      const context = (who: string) => `once upon a time there was a child named ${who}. everyone in the village loved`;
      return [context(name), context(other), name, other] as const;
    }),
  ),
];
