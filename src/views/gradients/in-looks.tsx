import { Fragment } from "react";
import { Numeral } from "../shared/numeral.tsx";

/** Text with `*look|number*` as numbers in the colour of what they are of. */
export function InLooks({ text }: { readonly text: string }) {
  return text.split("*").map((part, place) => {
    const [look, number] = part.split("|");
    return place % 2 === 0 || number === undefined ? (
      // biome-ignore lint/suspicious/noArrayIndexKey: the parts of one sentence are told apart by their place alone
      <Fragment key={place}>{part}</Fragment>
    ) : (
      // biome-ignore lint/suspicious/noArrayIndexKey: as above
      <b key={place} className="in-look" data-look={look}>
        <Numeral text={number} />
      </b>
    );
  });
}
