/** What the board of the origin shows, what to set beside the run, and the way back. */
import { usualCharts } from "../../../permalink/runParameters";
import { appliesTo } from "../../../permalink/schema";
import { withAddedLane } from "../../../store/lanes";
import type { BoardLane } from "../../board";
import { useSession } from "../../hooks/useSession";

/** The minimum nearer and farther by this factor. */
const SHIFT = 10;

export function BoardBar({ lanes }: { readonly lanes: readonly BoardLane[] }) {
  const { experiment } = useSession();
  const [first] = lanes;
  const hasFull = lanes.some(({ facts }) => !facts.factored);
  const isAlone = lanes.length === 1 && first !== undefined && first.facts.factored;
  return (
    <div className="origin-bar">
      <p className="min-w-60 flex-1 text-mute">
        V = 0 is stationary for every loss. Directions of −σᵢ lead away from it, those of σᵢ into it; W may come to rest
        at other saddles on its way.
      </p>
      {!hasFull && (
        <button
          type="button"
          className="button"
          onClick={() =>
            experiment.replace(withAddedLane(experiment.getState().link, { method: "full", step: "auto" }))
          }
        >
          Add full-rank descent
        </button>
      )}
      {isAlone && appliesTo("tscale", first.config) && (
        <button
          type="button"
          className="button"
          onClick={() => experiment.setText("tscale", shifted(first.config.tscale))}
        >
          Minimum nearer and farther
        </button>
      )}
      <button type="button" className="button" onClick={() => experiment.setView({ charts: usualCharts })}>
        Back to the run
      </button>
    </div>
  );
}

/** Three target scales, of which the middle one is the present. */
function shifted(tscale: number): string {
  return [tscale / SHIFT, tscale, tscale * SHIFT].map((scale) => Number(scale.toPrecision(12))).join(",");
}
