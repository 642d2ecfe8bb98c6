import type { GetState, Room, SetState } from "./room.ts";
import type { Settler } from "./settle.ts";
import type { SettingsSlice } from "./state.ts";

/** Bounds of the temperature. */
export const TEMPERATURE: readonly [low: number, high: number] = [0.05, 5];

/** What the reader has set up. Theme and shortcuts are remembered between visits, the rest lives in the address. */
export function createSettingsSlice(set: SetState, get: GetState, room: Room, settler: Settler): SettingsSlice {
  const { memory, views } = room.edges;
  const theme = memory.read("theme");
  return {
    view: views[0] ?? "",
    rows: 24,
    order: "active",
    theme: theme === "light" || theme === "dark" ? theme : null,
    isProjector: false,
    answersHidden: false,
    isEmbedded: false,
    hasShortcuts: memory.read("shortcuts") !== "off",
    temperature: 1,
    expanded: null,
    guide: null,
    set: (change) => {
      const { temperature } = change;
      const [low, high] = TEMPERATURE;
      const before = get();
      set({ ...change, ...(temperature === undefined ? {} : { temperature: Math.min(high, Math.max(low, temperature)) }) });
      if (change.theme !== undefined) memory.write("theme", change.theme);
      if (change.hasShortcuts !== undefined) memory.write("shortcuts", change.hasShortcuts ? null : "off");
      if (change.order !== undefined && change.order !== before.order) settler.request();
      if (change.view !== undefined && change.view !== before.view) room.commit();
    },
  };
}
