/** Which lane the controls change, and how to add one or take one away. */
import { Plus, X } from "lucide-react";
import { type LaneConfig, MAX_LANES } from "../../lora/experiment";
import { withAddedLane, withoutLane } from "../../store/lanes";
import { useSession } from "../hooks/useSession";
import { LaneSwatch } from "../panels/LaneSwatch";
import { Popover } from "../panels/Popover";
import { memberOf } from "./members";
import type { Scope } from "./useParameter";

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
    <section aria-label="Lanes" className="mb-3.5">
      <div className="flex items-center justify-between">
        <h2 className="caption">{lanes.length === 1 ? "One run" : `${lanes.length} runs`}</h2>
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

interface AddProps {
  readonly last: LaneConfig;
  readonly onAdd: (patch: Partial<LaneConfig>) => void;
}

/** Lanes worth comparing with the last one: each differs from it in one respect. */
function AddLane({ last, onAdd }: AddProps) {
  const factored = last.method !== "full";
  const suggestions: readonly { label: string; patch: Partial<LaneConfig> }[] = [
    factored
      ? { label: "Full-rank descent, its own step", patch: { method: "full", step: "auto" } }
      : { label: "LoRA descent, its own step", patch: { method: "lora", step: "auto" } },
    ...(factored ? [{ label: `Rank ${last.r * 2}`, patch: { r: Math.min(256, last.r * 2) } }] : []),
    ...(factored ? [{ label: `Another draw: seed ${last.seed + 1}`, patch: { seed: last.seed + 1 } }] : []),
    ...ruleSuggestion(last),
    { label: "A copy of the last lane", patch: {} },
  ];
  return (
    <div className="-mx-2 -my-1 grid">
      <p className="px-2 pb-1 text-[12px] text-mute">The last lane, but with …</p>
      {suggestions.map(({ label, patch }) => (
        <button
          key={label}
          type="button"
          className="rounded-md px-2 py-1.5 text-left hover:bg-wash"
          onClick={() => onAdd(patch)}
        >
          {label}
        </button>
      ))}
    </div>
  );
}

function ruleSuggestion(last: LaneConfig): readonly { label: string; patch: Partial<LaneConfig> }[] {
  const other = last.step === "armijo" ? "paper" : "armijo";
  const label = memberOf("step", other)?.label;
  return label ? [{ label, patch: { step: other } }] : [];
}
