/** A tensor that was looked at when a model was refused. */
export interface ProblemTensor {
  readonly name: string;
  /** Shape or type in the file: `512 × 96`. */
  readonly found: string;
  readonly needed: string;
  readonly fits: boolean;
}

/** An expected failure, said so that the reader knows what was found, what was needed, what is still safe and what to do. */
export interface Problem {
  /** One sentence: `my.safetensors does not fit one LSTM layer`. */
  readonly title: string;
  /** What is still safe, what to do. */
  readonly detail: string;
  /** Tensors that do not fit, and those beside them that do. */
  readonly tensors?: readonly ProblemTensor[];
  /** Where it may be otherwise when it is asked for again: a file that did not come. */
  readonly mayPass?: true;
}

/** A value, or why there is none. Expected failures are values; only programmer errors throw. */
export type Result<Value> = { readonly ok: true; readonly value: Value } | { readonly ok: false; readonly problem: Problem };

/** The value of something that went well. */
export function succeed<Value>(value: Value): Result<Value> {
  return { ok: true, value };
}

/** The refusal of something that cannot be done with what was found. */
export function refuse(title: string, detail: string, tensors?: readonly ProblemTensor[]): Result<never> {
  return { ok: false, problem: tensors === undefined ? { title, detail } : { title, detail, tensors } };
}
