/** Loads the page anew: the sentence and what is selected stand in the address. */
export function ReloadButton() {
  return (
    <button type="button" className="button" onClick={() => window.location.reload()}>
      Reload the page
    </button>
  );
}
