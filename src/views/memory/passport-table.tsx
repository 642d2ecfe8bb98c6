import type { Passports } from "../../engine/corpus/passports.ts";
import { formatSigned } from "../shared/format.ts";
import { TableDialog } from "../shared/table-dialog.tsx";

interface Props {
  readonly passports: Passports;
  readonly unit: number;
  readonly onClose: () => void;
}

/** Every score of a unit beside what chance gives, and where it is highest or lowest. */
export function PassportTable({ passports, unit, onClose }: Props) {
  const { features, units, text, random } = passports;
  const own = units[unit];
  const halfLife = own === undefined ? "" : ` Its half-life as ln 0.5 / mean ln f: ${own.halfLife.toFixed(2)} words.`;
  const rows = features.map(({ name, values, chance }, k) => {
    const score = own?.scores[k];
    return {
      name,
      numbers: [
        score?.score.toFixed(3) ?? "",
        chance.toFixed(4),
        score === undefined ? "" : `${formatSigned(score.deviation)} σ at ${values[score.value]}`,
      ],
    };
  });
  return (
    <TableDialog
      title={`What unit ${unit} follows`}
      label={`Scores of unit ${unit}`}
      caption={`η², the share of the variance of C over ${text.scored} held-out words that lies between the values of a feature; by chance with the feature shifted along the text; worth ${own?.worth ?? ""} nats beside ${random.mean}.${halfLife}`}
      head="Feature"
      columns={["η²", "by chance", "furthest from its mean"]}
      rows={rows}
      onClose={onClose}
    />
  );
}
