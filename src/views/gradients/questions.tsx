import { useApp } from "../shared/use-app.ts";
import { questions } from "./question-names.ts";
import "./questions.css";

/** The four questions of the view; arrow keys go from one to the next. */
export function Questions() {
  const asks = useApp((state) => state.asks);
  const follow = useApp((state) => state.follow);
  return (
    <div className="segments questions magnified" role="radiogroup" aria-label="Question">
      {questions.map(({ id, name }) => (
        <label key={id} className="segment" data-current={asks === id || undefined}>
          <input type="radio" name="question" checked={asks === id} onChange={() => follow({ asks: id })} />
          {name}
        </label>
      ))}
    </div>
  );
}
