import { type FormEvent, useState } from "react";
import { useShallow } from "zustand/react/shallow";
import { activations } from "../../engine/activations.ts";
import { tellsCovered } from "../shared/covered-number.ts";
import { formatSigned } from "../shared/format.ts";
import { SectionTitle } from "../shared/section-title.tsx";
import { typedWord } from "../shared/typed-word.ts";
import { useApp } from "../shared/use-app.ts";
import { unitColumn } from "./layout.ts";
import { TableButton } from "./table-button.tsx";
import { evaluate, type Inputs, pinnedInput } from "./use-inputs.ts";

/** Input, value and slope of every block of the pinned unit at the pinned word. */
export function AtPin({ inputs: { blocks, units } }: { readonly inputs: Inputs }) {
  const step = useApp((state) => state.step);
  const unit = useApp((state) => state.unit);
  const word = useApp((state) => typedWord(state, state.step));
  const covered = useApp(
    useShallow((state) => blocks.map(({ signal }) => signal.name).filter((name) => tellsCovered(state, name, { unit, step }))),
  );
  return (
    <section className="at-pin" aria-label="At the pin">
      <SectionTitle
        descriptor={
          <>
            unit {unit}, “{word}”
          </>
        }
      >
        At the pin
      </SectionTitle>
      <table>
        <thead>
          <tr>
            <th scope="col">
              <span className="visually-hidden">block</span>
            </th>
            <th scope="col">input</th>
            <th scope="col">value</th>
            <th scope="col">slope</th>
          </tr>
        </thead>
        <tbody>
          {blocks.map((block) => {
            const z = pinnedInput(block, units, { step, unit });
            if (z === null) return null;
            const { value, slope } = evaluate(block.activation, z);
            const isCovered = covered.includes(block.signal.name);
            const printed = block.signal.role === "gate" ? value.toFixed(2) : formatSigned(value);
            return (
              <tr key={block.signal.name} data-hue={block.signal.hue}>
                <th scope="row" title={block.signal.label}>
                  <i>{block.signal.letter}</i>
                </th>
                <td>{formatSigned(z)}</td>
                <td className="at-pin-value">{isCovered ? "?" : printed}</td>
                <td>{isCovered ? "?" : slope.toFixed(2)}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
      <div className="at-pin-foot">
        <UnitForm key={unit} unit={unit} units={units} />
        <TableButton
          title={`Inputs and values of unit ${unit}`}
          columns={blocks.flatMap(({ signal }) => [`${signal.letter}, input`, `${signal.letter}, value`])}
          numbers={blocks.flatMap(({ inputs, activation, signal }) => {
            const column = unitColumn(inputs, units, unit);
            const values = column.map(activations[activation].value);
            if (covered.includes(signal.name)) values[step - 1] = Number.NaN;
            return [column, values];
          })}
          print={(value) => (Number.isNaN(value) ? "?" : formatSigned(value))}
        />
      </div>
    </section>
  );
}

function UnitForm({ unit, units }: { readonly unit: number; readonly units: number }) {
  const pin = useApp((state) => state.pin);
  const [typed, setTyped] = useState(String(unit));
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const wanted = Number(typed);
    if (Number.isInteger(wanted) && wanted >= 0 && wanted < units && wanted !== unit) pin({ unit: wanted });
  };
  return (
    <form className="unit-form" onSubmit={submit}>
      <label>
        Unit
        <input
          type="number"
          className="text-field"
          min={0}
          max={units - 1}
          value={typed}
          onChange={(event) => setTyped(event.target.value)}
          onBlur={submit}
        />
      </label>
    </form>
  );
}
