import type { GetState, SetState } from "./room.ts";
import type { NoticeSlice } from "./state.ts";

/** Lines above the page. The same line is not raised twice. */
export function createNoticeSlice(set: SetState, get: GetState): NoticeSlice {
  let lastId = 0;
  return {
    notices: [],
    notify: (kind, problem) => {
      const others = get().notices.filter((notice) => notice.problem.title !== problem.title);
      set({ notices: [...others, { id: ++lastId, kind, problem }] });
    },
    dismiss: (id) => set((state) => ({ notices: state.notices.filter((notice) => notice.id !== id) })),
  };
}
