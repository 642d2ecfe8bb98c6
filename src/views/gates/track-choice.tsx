import { allFeatures } from "../../engine/analysis/features/all-features.ts";
import { MOST_TRACKS } from "../../store/tracks.ts";
import { shortLabel } from "../shared/short-label.ts";
import { useApp } from "../shared/use-app.ts";

/** Which features of the words stand as rows under them. */
export function TrackChoice() {
  const tracks = useApp((state) => state.tracks) ?? [];
  const reading = useApp((state) => state.vocabulary?.reading);
  const set = useApp((state) => state.set);
  const by = reading === "characters" ? "characters" : "words";
  const offered = allFeatures.filter((each) => each.by === "both" || each.by === by);
  const toggle = (id: string) => set({ tracks: tracks.includes(id) ? tracks.filter((other) => other !== id) : [...tracks, id] });
  return (
    <fieldset className="rows-tracks">
      <legend className="popover-title">Under the words, up to {MOST_TRACKS}</legend>
      {offered.map((feature) => (
        <label key={feature.id} className="popover-row rows-track">
          <input
            type="checkbox"
            checked={tracks.includes(feature.id)}
            disabled={!tracks.includes(feature.id) && tracks.length >= MOST_TRACKS}
            onChange={() => toggle(feature.id)}
          />
          <span>{shortLabel(feature)}</span>
        </label>
      ))}
    </fieldset>
  );
}
