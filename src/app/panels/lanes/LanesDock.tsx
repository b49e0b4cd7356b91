/** The place of the table of lanes below the charts: there as soon as there is more than one lane, and as high as it will be. */
import { type CSSProperties, lazy, memo, Suspense } from "react";
import { useLanes } from "../../hooks/useSession";
import { Part } from "../Part";
import type { LanesProps } from "./laneRows";

// Loaded with the second lane: one run alone needs no table.
const LaneTable = lazy(async () => ({ default: (await import("./LaneTable")).LaneTable }));

export const LanesDock = memo(function LanesDock({ lanes, pinNames }: LanesProps) {
  const rows = useLanes((state) => state.pins.length) + lanes.length;
  if (rows < 2) return null;
  // React's types know no custom properties.
  const style = { "--rows": rows } as CSSProperties;
  return (
    <section className="lanes" aria-label="Lanes" style={style}>
      <Part name="The table of lanes">
        <Suspense fallback={<div className="lanes-rest" aria-busy="true" />}>
          <LaneTable lanes={lanes} pinNames={pinNames} />
        </Suspense>
      </Part>
    </section>
  );
});
