import { examples } from "../../store/examples.ts";
import { useApp } from "./use-app.ts";
import "./stack-states.css";

/** An empty sentence: four worth reading, each named for what it shows. */
export function EmptyStack() {
  const setText = useApp((state) => state.setText);
  return (
    <div className="empty-stack">
      <p className="empty-title">Or read one of these</p>
      <ul className="row-list">
        {examples.map(({ text, shows }) => (
          <li key={text}>
            <button type="button" className="example" onClick={() => setText(text)}>
              <span className="example-text">{text}</span>
              <span className="example-shows">{shows}</span>
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}
