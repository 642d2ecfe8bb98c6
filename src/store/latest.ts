/**
 * Asks one question at a time, and only where its key is another than the last one's: while one is answered, only the newest of those
 * that come is kept.
 */
export function createLatest<Question>(
  ask: (key: string, question: Question) => Promise<void>,
): (key: string, question: Question) => void {
  let asked: string | null = null;
  let waiting: { readonly key: string; readonly question: Question } | null = null;
  let isAsking = false;
  const next = async (): Promise<void> => {
    isAsking = true;
    try {
      while (waiting !== null) {
        const { key, question } = waiting;
        waiting = null;
        asked = key;
        await ask(key, question);
      }
    } finally {
      isAsking = false;
    }
  };
  return (key, question) => {
    if (key === (waiting?.key ?? asked)) return;
    waiting = { key, question };
    if (!isAsking) void next();
  };
}
