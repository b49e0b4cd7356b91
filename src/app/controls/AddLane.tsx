/** Lanes worth comparing with the last one: each differs from it in one respect. Fetched when it is opened first. */
import type { LaneConfig } from "../../lora/experiment";
import { memberOf } from "./members";

interface Props {
  readonly last: LaneConfig;
  readonly onAdd: (patch: Partial<LaneConfig>) => void;
}

export function AddLane({ last, onAdd }: Props) {
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
