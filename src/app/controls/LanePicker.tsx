/** Which lane the controls change, and how to add one or take one away. */
import { Pin, Plus, X } from "lucide-react";
import { lazy } from "react";
import { type LaneConfig, MAX_LANES } from "../../lora/experiment";
import { withAddedLane, withoutLane } from "../../store/lanes";
import { useRun, useSession } from "../hooks/useSession";
import { LaneSwatch } from "../panels/LaneSwatch";
import { Popover } from "../panels/Popover";
import type { Scope } from "./useParameter";

const AddLane = lazy(async () => ({ default: (await import("./AddLane")).AddLane }));

interface Props {
  readonly lanes: readonly LaneConfig[];
  readonly scope: Scope;
  readonly onScope: (scope: Scope) => void;
}

/** More would not fit the rail; all of them are in the table of values. */
const SHOWN = 8;

export function LanePicker({ lanes, scope, onScope }: Props) {
  const { experiment } = useSession();
  const last = lanes.at(-1);
  return (
    <section aria-label="Which lane the controls change" className="mb-3.5">
      <div className="flex items-center justify-between">
        <h2 className="caption">{lanes.length === 1 ? "One run" : `${lanes.length} runs`}</h2>
        {lanes.length === 1 && <PinRun />}
        {last && lanes.length < MAX_LANES && (
          <Popover
            className="button min-h-[26px] px-2 text-[12px]"
            label={
              <>
                <Plus size={13} aria-hidden /> Add lane
              </>
            }
          >
            {(close) => (
              <AddLane
                last={last}
                onAdd={(patch) => {
                  experiment.replace(withAddedLane(experiment.getState().link, patch));
                  onScope(lanes.length);
                  close();
                }}
              />
            )}
          </Popover>
        )}
      </div>
      {lanes.length > 1 && (
        <fieldset className="mt-2 flex flex-wrap items-center gap-1">
          <legend className="sr-only">The controls change</legend>
          <button
            type="button"
            className="button min-h-[26px] px-2 text-[12px]"
            aria-pressed={scope === null}
            onClick={() => onScope(null)}
          >
            All
          </button>
          {lanes.slice(0, SHOWN).map((_, lane) => (
            <button
              // A lane has no identity but its place.
              // biome-ignore lint/suspicious/noArrayIndexKey: see above
              key={lane}
              type="button"
              className="button min-h-[26px] gap-1 px-1.5 text-[12px]"
              aria-pressed={scope === lane}
              aria-label={`Lane ${lane + 1}`}
              onClick={() => onScope(lane)}
            >
              <LaneSwatch lane={lane} width={14} />
              {lane + 1}
            </button>
          ))}
          {scope !== null && (
            <button
              type="button"
              className="ml-auto inline-flex items-center gap-1 rounded p-1 text-[12px] text-mute hover:text-ink"
              onClick={() => {
                experiment.replace(withoutLane(experiment.getState().link, scope));
                onScope(null);
              }}
            >
              <X size={13} aria-hidden /> Remove
            </button>
          )}
        </fieldset>
      )}
    </section>
  );
}

/** A run alone has no table to pin it in. */
function PinRun() {
  const { pin } = useSession();
  const isDone = useRun(({ status }) => status === "finished" || status === "diverged");
  return (
    <button
      type="button"
      className="button button-quiet mr-1 ml-auto min-h-[26px] px-1.5 text-[12px]"
      aria-label="Pin this run"
      title={isDone ? "Pin: keep it on the charts while the run changes" : "Can be pinned once it is done"}
      disabled={!isDone}
      onClick={() => pin(0)}
    >
      <Pin size={13} aria-hidden /> Pin
    </button>
  );
}
