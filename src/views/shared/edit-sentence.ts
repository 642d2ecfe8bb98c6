/** Puts the focus into the sentence, behind its last word. */
export function editSentence(): void {
  const sentence = document.querySelector<HTMLInputElement>("[aria-label='Sentence']");
  sentence?.focus();
  sentence?.setSelectionRange(sentence.value.length, sentence.value.length);
}
