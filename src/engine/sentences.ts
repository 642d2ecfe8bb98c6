/** Ten sentences of our own, of twenty words and more: what half-lives are measured on, and a list to begin with. */
export const longSentences: readonly string[] = [
  "the little girl put her red ball on the old table in the garden and went to look for her brother near the pond",
  "when the rain stopped the boy opened the window and saw that the big tree behind the house had lost all of its leaves",
  "a man in a blue shirt is standing next to a long train and two children are waiting for him with their bags",
  "my sister told me that she would come home before dinner but it was already dark and nobody had seen her on the road",
  "the dog that lived in the small yellow house ran after the cat every morning and came back tired and hungry in the evening",
  "once there was an old farmer who had a very good horse and every day he took it to the river to drink cold water",
  "she found a letter under the door and read it twice before she understood that her friend wanted to meet her in the park",
  "the teacher asked the children to draw a picture of their family and the youngest boy drew a cat and a very big cake",
  "we walked up the hill for two hours and when we reached the top we could see the lake and the boats far below us",
  "tom wanted to buy a new bike so he worked in the garden of his neighbour every day until he had enough money for it",
];
