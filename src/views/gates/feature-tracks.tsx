import { useMemo, useRef } from "react";
import { allFeatures } from "../../engine/analysis/features/all-features.ts";
import type { Feature } from "../../engine/analysis/features/feature.ts";
import { tellFeature } from "../../store/sentence-feature.ts";
import { shortLabel } from "../shared/short-label.ts";
import { useApp } from "../shared/use-app.ts";
import { useAxisGeometry } from "../shared/use-axis.ts";
import { useTimedBlock } from "../shared/use-timed-block.ts";
import { useTransientOf } from "../shared/use-transient.ts";
import { TRACK_HEIGHT, TRACK_PITCH } from "./track-sizes.ts";
import "./feature-tracks.css";

const features: ReadonlyMap<string, Feature> = new Map(allFeatures.map((feature) => [feature.id, feature]));

/** What can be told of the words by itself, as thin rows in the columns of the words: a bar where it is so, higher where it is more. */
export function FeatureTracks({ ids }: { readonly ids: readonly string[] }) {
  return (
    <div className="feature-tracks">
      {ids.flatMap((id) => {
        const feature = features.get(id);
        return feature === undefined ? [] : [<FeatureTrack key={id} feature={feature} />];
      })}
    </div>
  );
}

function FeatureTrack({ feature }: { readonly feature: Feature }) {
  const axis = useAxisGeometry();
  const { col, scale } = axis;
  const text = useApp((state) => state.text);
  const tokens = useApp((state) => state.tokens);
  const vocabulary = useApp((state) => state.vocabulary);
  const values = useMemo(() => tellFeature(feature, { text, tokens, vocabulary }), [feature, text, tokens, vocabulary]);
  const bars = useRef<SVGGElement>(null);
  const block = useTimedBlock<HTMLDivElement>();
  useTransientOf(
    axis.scroll,
    (px) => px,
    (px) => bars.current?.setAttribute("transform", `translate(${-px} 0)`),
  );
  const height = TRACK_HEIGHT * scale;
  const most = values?.reduce((top, value) => (Number.isNaN(value) ? top : Math.max(top, value)), 1) ?? 1;
  const classes = feature.kind === "class" ? feature.values.length : 0;
  return (
    <div className="feature-track" style={{ height: TRACK_PITCH * scale }} role="img" aria-label={describe(feature, values)}>
      <p title={feature.label}>{shortLabel(feature)}</p>
      <div ref={block} className="feature-track-plot" style={{ left: axis.x0, width: axis.viewWidth }}>
        <svg width={axis.viewWidth} height={height} aria-hidden="true">
          <path className="feature-track-ground" d={`M0,${height - 0.5}H${axis.viewWidth}`} />
          <g ref={bars}>
            {Array.from(values ?? [], (value, at) => {
              const share = classes > 0 ? (value + 1) / classes : value / most;
              return Number.isNaN(value) || share <= 0 ? null : (
                <rect
                  // biome-ignore lint/suspicious/noArrayIndexKey: a bar is its word
                  key={at}
                  x={at * col}
                  y={height * (1 - share)}
                  width={col}
                  height={height * share}
                >
                  <title>{sayValue(feature, value)}</title>
                </rect>
              );
            })}
          </g>
        </svg>
      </div>
    </div>
  );
}

function sayValue({ kind, label, values }: Feature, value: number): string {
  return kind === "count" ? `${label}: ${value}` : (values[value] ?? label);
}

/** Where it begins and ends to be so, by words; of a count how far it goes. */
function describe(feature: Feature, values: Float32Array | null): string {
  if (values === null) return `${feature.label}: not told of these words`;
  if (feature.kind === "count") {
    const told = values.filter((value) => !Number.isNaN(value));
    return told.length === 0 ? `${feature.label}: nowhere` : `${feature.label}: up to ${Math.max(...told)}`;
  }
  const spans: string[] = [];
  for (let at = 0; at < values.length; ) {
    const value = values[at] as number;
    let end = at;
    while (end + 1 < values.length && Object.is(values[end + 1], value)) end++;
    if (!Number.isNaN(value) && (feature.kind === "class" || value === 1)) {
      spans.push(`${feature.values[value] ?? ""} at ${at === end ? `word ${at + 1}` : `words ${at + 1} to ${end + 1}`}`);
    }
    at = end + 1;
  }
  return `${feature.label}: ${spans.length === 0 ? "nowhere" : spans.join(", ")}`;
}
