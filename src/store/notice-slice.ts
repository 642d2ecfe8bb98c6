import { cutText } from "../engine/cut-text.ts";
import { DETAIL_LETTERS, TENSOR_ROWS, TITLE_LETTERS } from "../engine/limits.ts";
import type { Problem } from "../worker/protocol.ts";
import type { GetState, SetState } from "./room.ts";
import type { NoticeSlice } from "./state.ts";

/** Lines above the page, one about each matter. */
export function createNoticeSlice(set: SetState, get: GetState): NoticeSlice {
  let lastId = 0;
  return {
    notices: [],
    notify: (kind, problem, { about = problem.title, ways = [] } = {}) => {
      const others = get().notices.filter((notice) => notice.about !== about);
      set({ notices: [...others, { id: ++lastId, kind, problem: boundProblem(problem), about, ways }] });
    },
    dismiss: (id) => set((state) => ({ notices: state.notices.filter((notice) => notice.id !== id) })),
    withdraw: (about) => {
      if (!get().notices.some((notice) => notice.about === about)) return;
      set((state) => ({ notices: state.notices.filter((notice) => notice.about !== about) }));
    },
  };
}

/** A problem as long as a reader can scroll through, whatever a file or an address has put into it. */
function boundProblem({ title, detail, tensors }: Problem): Problem {
  const bounded = { title: cutText(title, TITLE_LETTERS), detail: cutText(detail, DETAIL_LETTERS) };
  if (tensors === undefined) return bounded;
  const rows = [...tensors].sort((a, b) => Number(a.fits) - Number(b.fits)).slice(0, TENSOR_ROWS);
  return {
    ...bounded,
    tensors: (tensors.length > TENSOR_ROWS ? rows : tensors).map(({ name, found, needed, fits }) => ({
      name: cutText(name, TITLE_LETTERS),
      found: cutText(found, TITLE_LETTERS),
      needed: cutText(needed, TITLE_LETTERS),
      fits,
    })),
  };
}
