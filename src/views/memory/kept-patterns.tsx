import { type FormEvent, useState } from "react";
import { PATTERN_NAME_LETTERS } from "../../engine/limits.ts";
import { formatCount } from "../shared/format.ts";
import { useApp } from "../shared/use-app.ts";
import { useFindings } from "./use-desk.ts";

/** Patterns that the reader keeps under a name: they travel in the address and are counted side by side. */
export function KeptPatterns() {
  const kept = useApp((state) => state.keptPatterns);
  const pattern = useApp((state) => state.pattern);
  const remember = useApp((state) => state.remember);
  const counts = useFindings((findings) => findings.keptCounts);
  const [name, setName] = useState("");
  const keep = (event: FormEvent) => {
    event.preventDefault();
    if (pattern === null || name.trim() === "") return;
    remember({ keptPatterns: new Map([...kept, [name.trim().slice(0, PATTERN_NAME_LETTERS), pattern]]) });
    setName("");
  };
  return (
    <div className="kept-patterns">
      {pattern !== null && (
        <form onSubmit={keep}>
          <input
            type="text"
            className="text-field"
            aria-label="Name of the pattern"
            placeholder="name this pattern"
            maxLength={PATTERN_NAME_LETTERS}
            value={name}
            onChange={(event) => setName(event.target.value)}
          />
          <button type="submit" className="button" disabled={name.trim() === ""}>
            Keep
          </button>
        </form>
      )}
      {kept.size > 0 && (
        <table aria-label="Kept patterns">
          <thead>
            <tr>
              <th scope="col">Kept</th>
              <th scope="col">found</th>
              <th scope="col">by chance</th>
              <th scope="col">
                <span className="visually-hidden">remove</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {[...kept].map(([own, text]) => {
              const count = counts.get(text);
              return (
                <tr key={own} aria-current={text === pattern || undefined}>
                  <th scope="row">
                    <button type="button" className="text-button" onClick={() => remember({ pattern: text })}>
                      {own}
                    </button>
                  </th>
                  <td>{count === undefined ? "" : formatCount(count.total)}</td>
                  <td>
                    {count === undefined ? "" : count.expected < 10 ? count.expected.toFixed(1) : formatCount(count.expected)}
                  </td>
                  <td>
                    <button
                      type="button"
                      className="text-button"
                      aria-label={`Do not keep ${own}`}
                      onClick={() => remember({ keptPatterns: new Map([...kept].filter(([other]) => other !== own)) })}
                    >
                      ×
                    </button>
                  </td>
                </tr>
              );
            })}
          </tbody>
        </table>
      )}
    </div>
  );
}
